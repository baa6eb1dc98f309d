// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Onboarding;

/// <summary>How hard a password is to guess, roughly.</summary>
public enum PasswordStrength
{
    /// <summary>Easy.</summary>
    Weak,

    /// <summary>Not easy.</summary>
    Fair,

    /// <summary>Hard.</summary>
    Strong,
}
