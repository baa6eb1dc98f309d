// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.UIKit.Settings;

namespace ChatSecure.UIKit.Blazor.Settings;

/// <summary>One setting. Members may be added.</summary>
/// <param name="Row">The setting.</param>
/// <param name="Settings">The settings that it is one of.</param>
public sealed record SettingRowContext(SettingRow Row, SettingsViewModel Settings);
