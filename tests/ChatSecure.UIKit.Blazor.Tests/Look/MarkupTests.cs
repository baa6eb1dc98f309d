// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using AngleSharp.Dom;

namespace ChatSecure.UIKit.Blazor.Tests.Look;

/// <summary>What holds for all screens: names for everything that can be used, and nothing that a strict content security policy forbids.</summary>
public sealed class MarkupTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Every_control_has_a_name_and_no_style_or_script_is_in_the_page(int screen)
    {
        await using var app = await App.StartAsync();
        await app.OpenAsync("Hello *Alice*: https://example.org");
        await app.Shown.InvokeAsync(() => app.FindAll(".cs-rail-button")[screen].ClickAsync(new()));
        await app.UntilAsync(() => app.FindAll(".cs-rail-button")[screen].HasAttribute("aria-current"));
        await app.ClickAsync(".cs-message-menu");
        await app.UntilAsync("[role=menu]");

        Check(app);
        await app.ClickAsync(".cs-shield");
        await app.UntilAsync("dialog");
        Check(app);
    }

    private static void Check(App app)
    {
        var nameless = app.FindAll("button, a, input, textarea, select, [role=img], dialog, nav, progress")
            .Where(element => !element.HasAttribute("hidden") && element.GetAttribute("aria-hidden") != "true" && Name(element).Length == 0)
            .Select(element => element.OuterHtml[..Math.Min(200, element.OuterHtml.Length)]);
        Assert.Empty(nameless);
        Assert.Empty(app.FindAll("[style], script, style, iframe, object, embed, img, link"));
        Assert.DoesNotContain(
            app.FindAll("*").SelectMany(element => element.Attributes),
            attribute => attribute.Name.StartsWith("on", StringComparison.Ordinal)
        );
        var ids = app.FindAll("[id]").Select(element => element.Id).ToList();
        Assert.Equal(ids.Distinct(), ids);
    }

    private static string Name(IElement element) =>
        (
            element.GetAttribute("aria-label")
            ?? (element.GetAttribute("aria-labelledby") is { } id ? element.Owner!.GetElementById(id)?.TextContent : null)
            ?? element.Closest("label")?.TextContent
            ?? element.TextContent
        ).Trim();
}
