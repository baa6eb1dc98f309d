// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Crypto.Omemo;

/// <summary>How this device's keys in one namespace are: for a person who wants to know, and for diagnosis.</summary>
/// <param name="PreKeys">How many one-time keys are left for others to start sessions with.</param>
/// <param name="SignedPreKeyMadeAt">When the current signed prekey was made; <see cref="OmemoMachine.MaintainAsync"/> replaces it after a week.</param>
public sealed record OmemoKeyStatus(int PreKeys, DateTimeOffset SignedPreKeyMadeAt);
