// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Slots;

/// <summary>Something that can be done with a row, such as an entry of its menu.</summary>
/// <param name="Id">What it is known by, such as <c>reply</c>.</param>
/// <param name="Text">What it is called.</param>
/// <param name="Run">Does it; null where the toolkit does, such as copying.</param>
/// <param name="IsSevere">Whether the person should be asked first.</param>
public sealed record RowAction(string Id, string Text, Func<CancellationToken, Task>? Run = null, bool IsSevere = false)
{
    /// <summary>What to ask the person first; null where the row itself says enough.</summary>
    public string? Question { get; init; }
}
