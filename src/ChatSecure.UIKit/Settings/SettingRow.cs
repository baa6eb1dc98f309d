// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;

namespace ChatSecure.UIKit.Settings;

/// <summary>A setting, ready to be shown. Immutable; a change is a new row with the same <see cref="Key"/>.</summary>
public sealed record SettingRow
{
    /// <summary>What the setting is known by, such as <c>privacy.typing</c>.</summary>
    public required string Key { get; init; }

    /// <summary>The heading that it stands under.</summary>
    public required string GroupText { get; init; }

    /// <summary>What it is.</summary>
    public required string Title { get; init; }

    /// <summary>How it is set.</summary>
    public required SettingKind Kind { get; init; }

    /// <summary>The value that holds: <c>true</c> or <c>false</c> for a switch.</summary>
    public required string Value { get; init; }

    /// <summary>The same in words.</summary>
    public required string ValueText { get; init; }

    /// <summary>What can be chosen; empty for a switch.</summary>
    public ValueList<SettingChoice> Choices { get; init; } = [];

    /// <summary>Whether a switch is on.</summary>
    public bool IsOn => Value == SettingsViewModel.On;

    /// <summary>Whether the person can't change it.</summary>
    public bool IsLocked { get; init; }

    /// <summary>Who decided that, in words; null if the person can change it.</summary>
    public string? LockText { get; init; }

    /// <summary>The layer that the value comes from: a brand's name, or <c>user</c>.</summary>
    public required string Layer { get; init; }

    /// <summary>The row in words, for screen readers.</summary>
    public required string AccessibleText { get; init; }
}
