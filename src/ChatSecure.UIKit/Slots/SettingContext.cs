// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;

namespace ChatSecure.UIKit.Slots;

/// <summary>What a setting is said from.</summary>
/// <param name="Key">What it is known by.</param>
/// <param name="Value">What the person has set; null for nothing.</param>
/// <param name="Brand">The brand.</param>
public sealed record SettingContext(string Key, string? Value, Brand Brand);
