// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;

namespace ChatSecure.Testing.Clients;

/// <summary>Why a message is not sent, by the stable words of the engine.</summary>
internal static class Refusals
{
    public static ChatSecureException NoOtr() => new(ErrorKind.NotSupported, "This app does not allow OTR.") { Condition = "policy" };

    public static ChatSecureException NotEncrypted(string condition) =>
        new(ErrorKind.CannotEncrypt, $"It can't be encrypted: {condition}.") { Condition = condition };
}
