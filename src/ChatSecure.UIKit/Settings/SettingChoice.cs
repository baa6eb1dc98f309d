// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Settings;

/// <summary>One of the values of a setting.</summary>
/// <param name="Value">The value, to be set.</param>
/// <param name="Text">The same in words.</param>
public sealed record SettingChoice(string Value, string Text)
{
    /// <summary>The language that <see cref="Text"/> is in, for those who hear it; null for that of the app.</summary>
    public string? Language { get; init; }
}
