// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Crypto.Omemo;

/// <summary>What encrypting came to: <see cref="OmemoReady"/>, or what has to happen first: <see cref="OmemoNeedsDeviceLists"/>,
/// <see cref="OmemoNeedsBundles"/>, or <see cref="OmemoNoRecipients"/>.</summary>
public abstract record OmemoEncryptResult
{
    private protected OmemoEncryptResult() { }
}
