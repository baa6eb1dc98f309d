// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Xeps.DataForms;

/// <summary>A field of a data form (XEP-0004).</summary>
/// <param name="Name">What it is called (<c>var</c>); empty for text between fields.</param>
/// <param name="Type">Its type, such as <c>hidden</c> or <c>list-single</c>; null if not said.</param>
/// <param name="Values">Its values.</param>
/// <param name="Label">What to show for its name; null if not said.</param>
/// <param name="IsRequired">Whether it must be filled in.</param>
public sealed record DataField(string Name, string? Type, IReadOnlyList<string> Values, string? Label = null, bool IsRequired = false)
{
    /// <summary>What may be chosen: labels and values; none if anything may be said.</summary>
    public IReadOnlyList<(string Label, string Value)> Options { get; init; } = [];

    /// <summary>What to look at or listen to, in several forms of the same (XEP-0221), such as a picture to be read out.</summary>
    public IReadOnlyList<FieldMedia> Media { get; init; } = [];

    /// <summary>The first value; null if there is none.</summary>
    public string? Value => Values.Count > 0 ? Values[0] : null;
}
