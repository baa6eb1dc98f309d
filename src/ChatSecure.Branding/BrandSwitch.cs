// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding;

/// <summary>A switch of the brand.</summary>
/// <param name="IsOn">Whether it is on.</param>
/// <param name="Level">Who decides about it.</param>
public sealed record BrandSwitch(bool IsOn, SwitchLevel Level = SwitchLevel.Default);
