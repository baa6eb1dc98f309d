// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace ChatSecure.UIKit.Blazor.Parts;

/// <summary>A small drawing beside words or in place of them. It says nothing to screen readers: whatever holds it has a name.</summary>
public sealed class Icon : ComponentBase
{
    /// <summary>Which.</summary>
    [Parameter, EditorRequired]
    public IconKind Kind { get; set; }

    /// <summary>Whether it points along the line and turns around where the line does.</summary>
    private bool IsTurned => Kind is IconKind.Back or IconKind.Send or IconKind.Reply or IconKind.Forward;

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.OpenElement(0, "svg");
        builder.AddAttribute(
            1,
            "class",
            IsTurned ? "cs-icon cs-icon-turned"
                : Kind == IconKind.More ? "cs-icon cs-icon-more"
                : "cs-icon"
        );
        builder.AddAttribute(2, "viewBox", "0 0 24 24");
        builder.AddAttribute(3, "aria-hidden", "true");
        builder.AddAttribute(4, "focusable", "false");
        builder.OpenElement(5, "path");
        builder.AddAttribute(6, "d", Drawing(Kind));
        builder.CloseElement();
        builder.CloseElement();
    }

    // Drawn for this kit, as lines of one width within 24 units.
    private static string Drawing(IconKind kind) =>
        kind switch
        {
            IconKind.Chats => "M4 5h16v11H10l-4 4v-4H4zM8 9h8M8 12h5",
            IconKind.People => "M9 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM2 21c0-4 3-7 7-7s7 3 7 7M16 4a4 4 0 0 1 0 7M18 14c2.5 .8 4 3 4 7",
            IconKind.Person => "M12 11.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 21c0-4.5 3.2-7.5 7.5-7.5s7.5 3 7.5 7.5",
            IconKind.Block => "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM5.7 5.7l12.6 12.6",
            IconKind.Search => "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5 21 21",
            IconKind.Settings => "M4 7h9M17 7h3M4 17h3M11 17h9M15 4.5v5M9 14.5v5",
            IconKind.Back => "M15 5l-7 7 7 7",
            IconKind.Close => "M6 6l12 12M18 6L6 18",
            IconKind.Add => "M12 5v14M5 12h14",
            IconKind.More => "M5 12h.01M12 12h.01M19 12h.01",
            IconKind.Send => "M4 12 3.5 4.5 21 12 3.5 19.5zM4 12h8",
            IconKind.Attach => "M20 11.5l-8 8a5 5 0 0 1-7-7l8.5-8.5a3.5 3.5 0 0 1 5 5L10 17.5a1.8 1.8 0 0 1-2.5-2.5l7.5-7.5",
            IconKind.Emoji => "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8.5 14.5c1 1.5 2 2 3.5 2s2.5-.5 3.5-2M9 9.5h.01M15 9.5h.01",
            IconKind.Reply => "M10 6l-6 6 6 6M4 12h9c4 0 7 2 7 7",
            IconKind.Edit => "M4 20l1-4.5L16.5 4l3.5 3.5L8.5 19zM14 6.5 17.5 10",
            IconKind.Delete => "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5",
            IconKind.Copy => "M9 9h11v11H9zM5 15H4V4h11v1",
            IconKind.Pin => "M9 4h6l-1 6 4 4H6l4-4zM12 14v6",
            IconKind.Muted => "M6 17h12l-1.5-3v-4M7.5 10v4L6 17M9 6a4.5 4.5 0 0 1 7.5 4M10.5 20h3M4 4l16 16",
            IconKind.Archive => "M4 4h16v5H4zM5.5 9v11h13V9M10 13h4",
            IconKind.Locked => "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3M12 15v2",
            IconKind.Unlocked => "M6 11h12v9H6zM8.5 11V7a3.5 3.5 0 0 1 6.7-1.5M12 15v2",
            IconKind.Verified => "M12 3l7.5 2.5V11c0 5-3 8.5-7.5 10-4.5-1.5-7.5-5-7.5-10V5.5zM8.5 12l2.5 2.5 4.5-5",
            IconKind.Warning => "M12 4 2.5 20h19zM12 10v5M12 17.5h.01",
            IconKind.Tick => "M5 12.5 10 17.5 19.5 7",
            IconKind.Ticks => "M1.5 12.5l5 5L15 8M11.5 16l1.5 1.5L22.5 7",
            IconKind.Seen =>
                "M2 12c2.5-4.5 6-6.5 10-6.5s7.5 2 10 6.5c-2.5 4.5-6 6.5-10 6.5S4.5 16.5 2 12zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z",
            IconKind.Clock => "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3.5 2",
            IconKind.Down => "M12 5v13M6 12.5l6 6 6-6",
            IconKind.File => "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6",
            IconKind.Picture => "M4 5h16v14H4zM4 16l5-5 4 4 2.5-2.5L20 16.5M15.5 9h.01",
            IconKind.Play => "M7 4.5v15L19.5 12z",
            IconKind.Pause => "M8 5v14M16 5v14",
            IconKind.Microphone =>
                "M12 14.5a3 3 0 0 0 3-3V6a3 3 0 0 0-6 0v5.5a3 3 0 0 0 3 3zM6 11c0 4 2.5 6.5 6 6.5s6-2.5 6-6.5M12 17.5V21",
            IconKind.Download => "M12 4v11M6.5 10l5.5 5.5 5.5-5.5M4 20h16",
            IconKind.Group =>
                "M12 10.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM5.5 20c0-4 2.5-6.5 6.5-6.5s6.5 2.5 6.5 6.5zM4.5 11.5a2.5 2.5 0 0 1 0-5M19.5 11.5a2.5 2.5 0 0 0 0-5",
            IconKind.Code => "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2.5v2.5M20 14v6h-6M7 7h.01M17 7h.01M7 17h.01",
            IconKind.Bell => "M6 17h12l-1.5-3v-4a4.5 4.5 0 0 0-9 0v4zM10.5 20h3M12 3.5v2",
            IconKind.Server => "M4 4h16v7H4zM4 13h16v7H4zM7.5 7.5h.01M7.5 16.5h.01M12 7.5h5M12 16.5h5",
            IconKind.Key => "M8 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 12h9v3M17 12v2.5",
            IconKind.Retry => "M19.5 9A8 8 0 1 0 20 13M20 4v5h-5",
            IconKind.Forward => "M14 6l6 6-6 6M20 12h-9c-4 0-7 2-7 7",
            _ => "M4 4h16v10l-6 6H4zM14 20v-6h6M8.5 9h.01M15.5 9h.01M9 13c1.5 1 3 1 4.5 0",
        };
}
