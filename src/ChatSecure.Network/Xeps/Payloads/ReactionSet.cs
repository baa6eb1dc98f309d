// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Xeps.Payloads;

/// <summary>All reactions of one person to one message (XEP-0444).</summary>
/// <param name="Id">The id of the message that is reacted to, see <see cref="Reactions.GetReferenceId"/>.</param>
/// <param name="Emojis">The reactions, each once; none means that all were taken back.</param>
public sealed record ReactionSet(string Id, IReadOnlyList<string> Emojis);
