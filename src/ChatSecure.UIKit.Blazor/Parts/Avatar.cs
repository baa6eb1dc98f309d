// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Addressing;
using ChatSecure.Contacts;
using ChatSecure.UIKit.Colors;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace ChatSecure.UIKit.Blazor.Parts;

/// <summary>Somebody's picture: the first letters of the name on the colour of the address (XEP-0392), which is the same in all clients. The name stands
/// beside it: it says nothing to screen readers.</summary>
public sealed class Avatar : ComponentBase
{
    /// <summary>How many colours there are: a strict content security policy lets no page mix its own.</summary>
    internal const int Hues = 24;

    /// <summary>Whose.</summary>
    [Parameter, EditorRequired]
    public Jid Address { get; set; }

    /// <summary>The name.</summary>
    [Parameter, EditorRequired]
    public string Name { get; set; } = string.Empty;

    /// <summary>What is shown of the presence; null for nothing.</summary>
    [Parameter]
    public Availability? Availability { get; set; }

    /// <summary>Whether it is larger than usual.</summary>
    [Parameter]
    public bool IsLarge { get; set; }

    /// <summary>The class of an address's colour.</summary>
    internal static string HueClass(Jid address) => $"cs-hue-{(int)(ConsistentColor.GetHue(address) / 360 * Hues)}";

    /// <summary>The class of a name's colour.</summary>
    internal static string HueClass(string name) => $"cs-hue-{(int)(ConsistentColor.GetHue(name) / 360 * Hues)}";

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.OpenElement(0, "span");
        builder.AddAttribute(1, "class", $"cs-avatar {HueClass(Address)}{(IsLarge ? " cs-avatar-large" : string.Empty)}");
        builder.AddAttribute(2, "aria-hidden", "true");
        builder.AddContent(3, Initials(Name));
        if (Availability is { } availability and not ChatSecure.Contacts.Availability.Offline)
        {
            builder.OpenElement(4, "span");
            builder.AddAttribute(5, "class", $"cs-presence cs-presence-{availability.ToString().ToLowerInvariant()}");
            builder.CloseElement();
        }

        builder.CloseElement();
    }

    internal static string Initials(string name)
    {
        var letters = name.Split([' ', '.', '-', '_', '@', '~'], StringSplitOptions.RemoveEmptyEntries)
            .Select(word => StringInfo.GetNextTextElement(word))
            .Where(letter => char.IsLetterOrDigit(letter, 0))
            .Take(name.Contains('@', StringComparison.Ordinal) ? 1 : 2)
            .ToList();
        return letters.Count == 0 ? "#" : string.Concat(letters).ToUpperInvariant();
    }
}
