// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Onboarding;

/// <summary>How a person gets in.</summary>
public enum OnboardingPath
{
    /// <summary>Not chosen yet.</summary>
    Undecided,

    /// <summary>With a new account.</summary>
    NewAccount,

    /// <summary>With an account that there is.</summary>
    ExistingAccount,

    /// <summary>With a backup.</summary>
    Backup,
}
