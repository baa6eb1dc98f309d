// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Trust;

/// <summary>A trust message to send (XEP-0434, XEP-0450): write its decisions into an envelope with all affixes, encrypt that with
/// <see cref="Omemo.OmemoMachine.EncryptNoticeAsync"/> and send it to <see cref="To"/>.</summary>
/// <param name="To">Whose devices are told; a bare address, possibly our own.</param>
/// <param name="Only">The one key whose device is told; null for all that are verified.</param>
/// <param name="Decisions">What they are told.</param>
public sealed record OmemoTrustNotice(Jid To, Fingerprint? Only, IReadOnlyList<OmemoKeyDecision> Decisions)
{
    /// <summary>When it was decided: the time to write into the envelope, however late that is sent, so that it does not undo what was decided since.</summary>
    public DateTimeOffset DecidedAt { get; init; }
}
