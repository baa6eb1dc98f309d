// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.ComponentModel;
using System.Text.Encodings.Web;
using ChatSecure.Branding;
using ChatSecure.Desktop.Serving;
using ChatSecure.UIKit.Settings;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;

namespace ChatSecure.Desktop.Screens;

/// <summary>The page that the app's screens stand in. Public for the server alone, which looks for pages among public types.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[Route("/")]
public sealed class Document : ComponentBase
{
    // Nothing is drawn before there is a circuit: what is typed into a page that nobody listens to yet would be lost.
    private static readonly InteractiveServerRenderMode _live = new(prerender: false);

    private static readonly string[] _styleSheets =
    [
        BrandFiles.StyleSheet,
        "/_content/ChatSecure.UIKit.Blazor/chat.css",
        "/_content/desktop/desktop.css",
    ];

    /// <summary>The brand.</summary>
    [Inject]
    public LiveBrand Live { get; set; } = null!;

    /// <summary>What the person has set.</summary>
    [Inject]
    public ISettingsStore Settings { get; set; } = null!;

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var brand = Live.Current;
        builder.AddMarkupContent(0, "<!DOCTYPE html>");
        builder.OpenElement(1, "html");
        builder.AddAttribute(2, "lang", brand.Culture.Name);
        builder.AddAttribute(3, "dir", brand.IsRightToLeft ? "rtl" : "ltr");
        builder.AddAttribute(4, "data-theme", Theme());
        builder.AddMarkupContent(
            5,
            $"""
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><base href="/">
            <title>{HtmlEncoder.Default.Encode(brand.Name)}</title><link rel="icon" href="{BrandFiles.Icon}">
            {string.Concat(_styleSheets.Select(file => $"<link rel=\"stylesheet\" href=\"{file}\">"))}</head>
            """
        );
        builder.OpenElement(6, "body");
        builder.OpenComponent<Gate>(7);
        builder.AddComponentRenderMode(_live);
        builder.CloseComponent();
        builder.OpenComponent<ReconnectDialog>(8);
        builder.CloseComponent();
        builder.OpenComponent<FailureBar>(9);
        builder.CloseComponent();
        builder.AddMarkupContent(
            10,
            "<script src=\"/_framework/blazor.web.js\" autostart=\"false\"></script><script src=\"/_content/desktop/desktop.js\"></script>"
        );
        builder.CloseElement();
        builder.CloseElement();
    }

    // The first picture is right already; from then on the screens themselves see to it.
    private string? Theme() => Settings.Get(SettingsViewModel.Appearance) is { } theme and ("light" or "dark") ? theme : null;
}
