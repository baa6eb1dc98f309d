// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Shell;

/// <summary>Which screen is shown.</summary>
public enum ShellRoute
{
    /// <summary>The way into the app.</summary>
    Onboarding,

    /// <summary>The conversations, and the one that is open.</summary>
    Conversations,

    /// <summary>The contacts.</summary>
    Contacts,

    /// <summary>The groups.</summary>
    Groups,

    /// <summary>The accounts.</summary>
    Accounts,

    /// <summary>The search.</summary>
    Search,

    /// <summary>The settings.</summary>
    Settings,

    /// <summary>The lock screen.</summary>
    Locked,
}
