// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.UIKit.Settings;

namespace ChatSecure.UIKit.Slots;

/// <summary>A setting that an app adds to the kit's own. Its value is kept in the <see cref="ISettingsStore"/> under its key.</summary>
/// <param name="Key">What it is known by.</param>
/// <param name="Row">Says it.</param>
public sealed record SettingSlot(string Key, Func<SettingContext, SettingRow> Row);
