// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.UIKit.Settings;

namespace ChatSecure.Terminal.Screens.Asking;

/// <summary>Something to fill in.</summary>
/// <param name="Label">What it is called.</param>
/// <param name="Take">Takes what was typed or chosen. On the UI thread.</param>
internal sealed record Field(string Label, Action<string> Take)
{
    /// <summary>What stands there at first.</summary>
    public string Value { get; init; } = string.Empty;

    /// <summary>Whether what is typed must not be seen.</summary>
    public bool IsSecret { get; init; }

    /// <summary>What to choose from; empty to type.</summary>
    public IReadOnlyList<SettingChoice> Choices { get; init; } = [];

    /// <summary>What helps to answer; null for nothing.</summary>
    public string? Hint { get; init; }
}
