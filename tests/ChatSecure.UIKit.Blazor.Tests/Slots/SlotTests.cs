// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.UIKit.Blazor.Conversations;
using ChatSecure.UIKit.Blazor.Settings;
using ChatSecure.UIKit.Blazor.Slots;
using ChatSecure.UIKit.Blazor.Timeline;
using ChatSecure.UIKit.Composer;
using ChatSecure.UIKit.Slots;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace ChatSecure.UIKit.Blazor.Tests.Slots;

/// <summary>What an app downstream does without a line of the kit's: its own components take places of the kit's, or stand around them.</summary>
public sealed class SlotTests
{
    [Fact]
    public async Task A_row_is_replaced()
    {
        await using var app = await App.StartAsync(screens: screens => screens.Use<ConversationRowContext, LoudRow>());
        await app.BobSaysAsync("Hello Alice");
        app.Show();
        await app.UntilAsync(".cs-row .loud");

        Assert.Equal("Bob!", app.Find(".loud")!.TextContent);
        Assert.Null(app.Find(".cs-row-title"));
        Assert.NotEmpty(app.Find(".cs-row")!.GetAttribute("aria-label")!);
    }

    [Fact]
    public async Task A_screen_is_replaced()
    {
        await using var app = await App.StartAsync(screens: screens => screens.Use<SettingsContext, OwnSettings>());
        app.Show();
        await app.UntilAsync(".cs-rail-button");

        await app.Shown.InvokeAsync(() => app.FindAll(".cs-rail-button")[3].ClickAsync(new()));
        await app.UntilAsync(".own-settings");

        Assert.Equal($"{app.Brand.Current.Name}: {App.AliceJid}", app.Find(".own-settings")!.TextContent);
    }

    [Fact]
    public async Task A_message_is_put_into_a_frame_with_an_action_of_its_own()
    {
        await using var app = await App.StartAsync(screens: screens =>
            screens.Wrap<MessageContext>(
                (context, inner) =>
                    builder =>
                    {
                        builder.OpenComponent<Translated>(0);
                        builder.AddComponentParameter(1, nameof(Translated.Context), context);
                        builder.AddComponentParameter(2, nameof(Translated.Inner), inner);
                        builder.CloseComponent();
                    }
            )
        );
        await app.OpenAsync("Hello");
        Assert.Equal("Hello", app.Find(".translated .cs-text")!.TextContent);

        await app.ClickAsync(".translated > button");

        await app.UntilAsync(() => app.Find(".translation")?.TextContent == "olleH");
    }

    [Fact]
    public async Task A_source_of_files_is_an_action_of_the_composer()
    {
        await using var app = await App.StartAsync();
        app.Page.Services.AddSingleton(
            new KitSlots
            {
                AttachmentSources =
                [
                    new(
                        "drawing",
                        _ => "A drawing",
                        (_, _) => Task.FromResult<IReadOnlyList<PickedFile>>([PickedFile.FromBytes([1, 2], "image/x", "drawing.x")])
                    ),
                ],
            }
        );
        await app.OpenAsync();

        await app.ClickAsync(".cs-composer-line > .cs-menu-button");
        await app.ChooseAsync("A drawing");

        await app.UntilAsync(".cs-pending-file");
        Assert.Contains("drawing.x", app.Find(".cs-pending-file")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_fragment_is_refused_by_name()
    {
        await using var app = await App.StartAsync(screens: screens => screens.Add<ConversationRowContext>((_, _) => "a row"));
        await app.BobSaysAsync("Hello Alice");
        app.Page.Renderer.SetRendererInfo(new RendererInfo("Server", true));

        var exception = Assert.Throws<InvalidOperationException>(() =>
            app.Page.Render<CascadingValue<ChatUi>>(parameters =>
                parameters
                    .Add(value => value.Value, app.Ui)
                    .AddChildContent<Slot<ConversationRowContext>>(slot =>
                        slot.Add(one => one.Context, new ConversationRowContext(null!, false))
                    )
            )
        );

        Assert.Contains(nameof(ConversationRowContext), exception.Message, StringComparison.Ordinal);
    }
}
