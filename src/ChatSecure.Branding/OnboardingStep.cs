// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding;

/// <summary>A step on the way into an app.</summary>
public enum OnboardingStep
{
    /// <summary>What this app is.</summary>
    Welcome,

    /// <summary>Accepting the terms and the privacy policy.</summary>
    Consent,

    /// <summary>Choosing between a new account, an old one and a backup.</summary>
    Choose,

    /// <summary>What others call this person; the account's name derives from it.</summary>
    Nickname,

    /// <summary>Choosing a server.</summary>
    Server,

    /// <summary>Creating an account.</summary>
    CreateAccount,

    /// <summary>Using an account that there is.</summary>
    SignIn,

    /// <summary>The passphrase of the messages on this device.</summary>
    Passphrase,

    /// <summary>Bringing back a backup.</summary>
    RestoreBackup,

    /// <summary>A picture of this person.</summary>
    Picture,

    /// <summary>Whether to be told about new messages.</summary>
    Notifications,

    /// <summary>Inviting the first friend.</summary>
    InviteFriends,

    /// <summary>All done.</summary>
    Done,
}
