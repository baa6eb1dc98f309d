// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Onboarding;

/// <summary>How a person wants to begin.</summary>
public enum OnboardingPath
{
    /// <summary>Not decided yet.</summary>
    None,

    /// <summary>With a new account.</summary>
    Create,

    /// <summary>With an account that there is.</summary>
    SignIn,

    /// <summary>With a backup.</summary>
    Restore,
}
