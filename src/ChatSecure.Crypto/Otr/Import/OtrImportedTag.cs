// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Crypto.Otr.Import;

/// <summary>The instance tag of an account of another client. Take it over only if that client is not used any more: two clients of one tag disturb each
/// other.</summary>
/// <param name="Account">The account, as that client calls it.</param>
/// <param name="Protocol">The protocol, as that client calls it.</param>
/// <param name="Tag">The tag.</param>
public sealed record OtrImportedTag(string Account, string Protocol, uint Tag);
