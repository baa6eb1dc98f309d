// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Network.Modules;
using ChatSecure.Network.Stanzas;

namespace ChatSecure.Network.Xeps;

/// <summary>Who a stanza is from, where only our own account has a say.</summary>
internal static class Origin
{
    /// <summary>Whether our account itself sent the stanza: from its bare address, or from nobody, by which the server means the same (RFC 6120, section
    /// 8.1.2.1). An address that can't be read is somebody else's.</summary>
    public static bool IsOwnAccount(this IXmppSession session, Stanza stanza) =>
        stanza.Element["from"] is null || stanza.From == session.Account;
}
