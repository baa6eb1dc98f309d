// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Encryption;
using ChatSecure.Stores;

namespace ChatSecure.Crypto.Omemo;

/// <summary>The message opened. Commit the changes together with what it said, before it is acknowledged to the server: if they are not committed, the
/// same message opens again.</summary>
/// <param name="Plaintext">The body; null for a message that only moves keys.</param>
/// <param name="Sender">The device whose session opened it. Show the message under this key only.</param>
/// <param name="NewDevice">Whether the device's key was not known before.</param>
/// <param name="PublishBundle">Whether one of our one-time keys in the envelope's namespace was used up: after the commit, call <see cref="OmemoMachine.MaintainAsync"/> and publish
/// the bundle.</param>
/// <param name="SendEmpty">Whether to answer with <see cref="OmemoMachine.EncryptEmptyAsync"/>, in the same namespace, after the commit, to confirm a new session or to give a
/// long chain a fresh ratchet key. Not while history is being fetched: then once per device, at its end.</param>
/// <param name="Changes">To commit.</param>
public sealed record OmemoDecrypted(
    byte[]? Plaintext,
    DeviceInfo Sender,
    bool NewDevice,
    bool PublishBundle,
    bool SendEmpty,
    IReadOnlyList<CryptoRecord> Changes
) : OmemoDecryptResult;
