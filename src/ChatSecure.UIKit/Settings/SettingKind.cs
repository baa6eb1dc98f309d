// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Settings;

/// <summary>How a setting is set.</summary>
public enum SettingKind
{
    /// <summary>On or off.</summary>
    Switch,

    /// <summary>One of several.</summary>
    Choice,
}
