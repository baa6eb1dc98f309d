// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Trust;

namespace ChatSecure.Core.Encryption;

/// <summary>What a received trust message says.</summary>
/// <param name="SentAt">When it was encrypted, as its envelope says.</param>
/// <param name="Decisions">Which keys its sender trusts and distrusts.</param>
internal sealed record TrustWord(DateTimeOffset SentAt, IReadOnlyList<OmemoKeyDecision> Decisions);
