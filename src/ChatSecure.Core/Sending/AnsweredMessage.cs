// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Core.Sending;

/// <summary>What is known of the message that one of ours answers.</summary>
/// <param name="Author">Who wrote it.</param>
/// <param name="Quotation">What to quote of it for those who don't know answers; null for nothing.</param>
internal sealed record AnsweredMessage(Jid Author, string? Quotation = null);
