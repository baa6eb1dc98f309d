// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding;

/// <summary>When an app locks itself because its person does nothing in it.</summary>
/// <param name="After">After how long; null for never.</param>
/// <param name="Level">Who decides about it.</param>
public sealed record BrandIdleLock(TimeSpan? After, SwitchLevel Level = SwitchLevel.Default);
