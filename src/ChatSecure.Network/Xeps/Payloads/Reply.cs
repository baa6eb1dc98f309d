// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Network.Xeps.Payloads;

/// <summary>To which message another one replies (XEP-0461).</summary>
/// <param name="Id">The id of the message that is replied to.</param>
/// <param name="Author">Who wrote it, as the replier says; null if not said or malformed.</param>
public sealed record Reply(string Id, Jid? Author);
