// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Omemo;

/// <summary>The message can't be read. Nothing changed.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Sender">The device that the message names as its sender.</param>
/// <param name="RebuildSession">Whether to repair, where the namespace allows it (legacy): fetch the device's bundle, give it to
/// <see cref="OmemoMachine.AddBundleAsync"/>, and if that starts a session send <see cref="OmemoMachine.EncryptEmptyAsync"/>. True at most once an hour
/// and device, so that two clients that can't read each other don't answer each other for ever.</param>
public sealed record OmemoFailed(DecryptFailure Reason, DeviceId Sender, bool RebuildSession) : OmemoDecryptResult;
