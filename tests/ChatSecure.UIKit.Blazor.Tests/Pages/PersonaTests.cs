// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Contacts;

namespace ChatSecure.UIKit.Blazor.Tests.Pages;

public sealed class PersonaTests
{
    private static readonly byte[] _png =
    [
        .. (byte[])[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13],
        .. "IHDR"u8,
        .. (byte[])[0, 0, 1, 0, 0, 0, 1, 0, 8, 6, 0, 0, 0],
    ];

    [Fact]
    public async Task A_name_a_state_and_a_text_are_saved_and_said_to_be()
    {
        await using var app = await App.StartAsync();
        await ShowAsync(app);
        await app.TypeAsync("dialog input[autocomplete=nickname]", "<b>Ally</b>");
        await app.TypeAsync("dialog input[autocomplete=off]", "Out \u202e till six");
        await app.Shown.InvokeAsync(() =>
            app.FindAll("dialog [role=radio]").Single(choice => choice.TextContent == "away").ClickAsync(new())
        );
        await app.SubmitAsync("dialog form");

        await app.UntilAsync(() => app.Find("dialog .cs-good")!.TextContent == "Saved. Your contacts see it now.");
        Assert.Empty(app.FindAll("dialog b"));
        var persona = await app.Alice.Persona.GetAsync(App.AliceJid);
        Assert.Equal(
            ("<b>Ally</b>", Availability.Away, "Out \u202e till six"),
            (persona.Nickname, persona.Availability, persona.StatusText)
        );
    }

    [Fact]
    public async Task A_picture_is_what_the_page_drew_and_can_be_removed()
    {
        await using var app = await App.StartAsync();
        Draws(app, _png);
        await ShowAsync(app);
        Assert.Null(app.Find("dialog .cs-own-picture button"));

        await app.Shown.InvokeAsync(() => app.Find("dialog input[type=file]")!.ChangeAsync(new()));

        await app.UntilAsync("dialog .cs-own-picture button");
        var shown = await app.Alice.Contacts.AvatarAsync(App.AliceJid, App.AliceJid);
        Assert.Equal(_png, shown!.Content.ToArray());

        await app.ClickAsync("dialog .cs-own-picture button");
        await app.UntilAsync(() => app.Find("dialog .cs-own-picture button") is null);
        Assert.Null(await app.Alice.Contacts.AvatarAsync(App.AliceJid, App.AliceJid));
    }

    [Fact]
    public async Task What_the_page_could_not_draw_is_no_picture()
    {
        await using var app = await App.StartAsync();
        Draws(app, [0]);
        await ShowAsync(app);

        await app.Shown.InvokeAsync(() => app.Find("dialog input[type=file]")!.ChangeAsync(new()));

        await app.UntilAsync(() => app.Find("dialog .cs-problem")!.TextContent.StartsWith("This is no picture", StringComparison.Ordinal));
        Assert.Null(await app.Alice.Contacts.AvatarAsync(App.AliceJid, App.AliceJid));
        Assert.False(app.Find("dialog input[type=file]")!.HasAttribute("disabled"));
    }

    [Fact]
    public async Task Without_a_connection_a_name_is_not_saved_and_the_reason_is_said()
    {
        await using var app = await App.StartAsync();
        await app.Alice.Accounts.DisconnectAsync(App.AliceJid);
        await ShowAsync(app);
        await app.TypeAsync("dialog input[autocomplete=nickname]", "Ally");
        await app.UntilAsync(() => app.Find("dialog .cs-problem")!.TextContent == app.Brand.Current.Text("connection.needed"));
        Assert.True(app.Find("dialog button[type=submit]")!.HasAttribute("disabled"));
    }

    private static void Draws(App app, byte[] content) =>
        app
            .Page.JSInterop.SetupModule("./_content/ChatSecure.UIKit.Blazor/picture.js")
            .Setup<Microsoft.JSInterop.IJSStreamReference>("square", _ => true)
            .SetResult(new Drawn(content));

    private static async Task ShowAsync(App app)
    {
        app.Show();
        await app.UntilAsync(".cs-rail-button");
        await app.Shown.InvokeAsync(() => app.FindAll(".cs-rail-button")[^1].ClickAsync(new()));
        await app.UntilAsync(".cs-settings-action");
        await app.Shown.InvokeAsync(() =>
            app.FindAll(".cs-settings-action").Single(button => button.TextContent == "Name and picture").ClickAsync(new())
        );
        await app.UntilAsync(() => !app.Find("dialog input[type=file]")!.HasAttribute("disabled"));
    }

    private sealed class Drawn(byte[] content) : Microsoft.JSInterop.IJSStreamReference
    {
        public long Length => content.Length;

        public ValueTask<Stream> OpenReadStreamAsync(long maxAllowedSize = 512000, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult<Stream>(new MemoryStream(content));

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
