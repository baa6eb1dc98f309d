// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Addressing;
using ChatSecure.Contacts;
using ChatSecure.UIKit.Colors;
using ChatSecure.UIKit.Contacts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace ChatSecure.UIKit.Blazor.Parts;

/// <summary>Somebody's picture; while there is none, the first letters of the name on the colour of the address (XEP-0392), which is the same in all clients.
/// The name stands beside it: it says nothing to screen readers.</summary>
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

    /// <summary>The picture, which is drawn over the letters once it was looked at; null for none.</summary>
    [Parameter]
    public PictureRef? Picture { get; set; }

    /// <summary>What is shown of the presence; null for nothing.</summary>
    [Parameter]
    public Availability? Availability { get; set; }

    /// <summary>Whether it is larger than usual.</summary>
    [Parameter]
    public bool IsLarge { get; set; }

    /// <summary>Whether it is smaller than usual.</summary>
    [Parameter]
    public bool IsSmall { get; set; }

    /// <summary>The class of an address's colour.</summary>
    internal static string HueClass(Jid address) => $"cs-hue-{(int)(ConsistentColor.GetHue(address) / 360 * Hues)}";

    /// <summary>The class of a name's colour.</summary>
    internal static string HueClass(string name) => $"cs-hue-{(int)(ConsistentColor.GetHue(name) / 360 * Hues)}";

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.OpenElement(0, "span");
        builder.AddAttribute(
            1,
            "class",
            $"cs-avatar {HueClass(Address)}{(IsLarge ? " cs-avatar-large" : IsSmall ? " cs-avatar-small" : string.Empty)}"
        );
        builder.AddAttribute(2, "aria-hidden", "true");
        builder.AddContent(3, Initials(Name));
        if (Picture is { } picture)
        {
            builder.OpenComponent<AvatarPicture>(4);
            builder.SetKey(picture);
            builder.AddComponentParameter(5, nameof(AvatarPicture.Picture), picture);
            builder.CloseComponent();
        }

        if (Availability is { } availability and not ChatSecure.Contacts.Availability.Offline)
        {
            builder.OpenElement(6, "span");
            builder.AddAttribute(7, "class", $"cs-presence cs-presence-{availability.ToString().ToLowerInvariant()}");
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
