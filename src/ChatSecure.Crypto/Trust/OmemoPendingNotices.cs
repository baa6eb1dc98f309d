// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Stores;

namespace ChatSecure.Crypto.Trust;

/// <summary>The trust messages that are still to be sent.</summary>
/// <param name="Notices">They, the oldest decision first. Each goes to <see cref="Omemo.OmemoMachine.EncryptNoticeAsync"/>, and once a server has taken it to
/// <see cref="Omemo.OmemoMachine.ForgetNoticeAsync"/>.</param>
/// <param name="Changes">What to commit before: messages that have been overtaken by another decision are gone.</param>
public sealed record OmemoPendingNotices(IReadOnlyList<OmemoTrustNotice> Notices, IReadOnlyList<CryptoRecord> Changes);
