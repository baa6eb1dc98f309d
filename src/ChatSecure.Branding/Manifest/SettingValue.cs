// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding.Files;

namespace ChatSecure.Branding.Manifest;

/// <summary>What one layer sets a setting to, and where it says so.</summary>
internal sealed record SettingValue(object Value, SourcePosition At);
