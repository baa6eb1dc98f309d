// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Browser.Tests.Screens;
using ChatSecure.Clients;
using ChatSecure.Errors;
using ChatSecure.Testing.Clients;
using ChatSecure.Tests;
using ChatSecure.UIKit.Contacts;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using QRCoder;

namespace ChatSecure.Browser.Tests;

/// <summary>Who is who on the screens: pictures, names, codes that are read, and what is seen in a narrow window under fingers.</summary>
public sealed class PeopleTests(Chromium chromium)
{
    private static readonly BrowserNewContextOptions _phone = new()
    {
        ViewportSize = new() { Width = 390, Height = 760 },
        HasTouch = true,
        IsMobile = true,
    };

    [Fact]
    public async Task A_contacts_picture_is_drawn_in_lists_and_headers()
    {
        var network = new InMemoryNetwork();
        await using var client = await InMemoryChatClient.CreateAsync(network, Scene.Me);
        await using var amina = await InMemoryChatClient.CreateAsync(network, Scene.Amina);
        await client.Contacts.AddAsync(Scene.Me, Scene.Amina, "Amina", TestContext.Current.CancellationToken);
        await amina.Contacts.AcceptAsync(Scene.Amina, Scene.Me, TestContext.Current.CancellationToken);
        await amina.Persona.SetAvatarAsync(
            Scene.Amina,
            await File.ReadAllBytesAsync(Repository.PathTo("build", "icon.png"), TestContext.Current.CancellationToken),
            TestContext.Current.CancellationToken
        );
        await amina.Conversations.SendAsync(new(Scene.Amina, Scene.Me), new("Do you see me?"), TestContext.Current.CancellationToken);
        await using var app = await MemoryApp.StartAsync(client);
        await using var screen = await chromium.OpenAsync(app.StartLink);
        var inList = screen.Page.Locator(".cs-row canvas.cs-avatar-shown");
        await screen.SeeAsync(inList);
        Assert.True(await inList.EvaluateAsync<bool>("drawn => drawn.getContext('2d').getImageData(88, 88, 1, 1).data[3] > 0"));
        var size = await inList.BoundingBoxAsync();
        Assert.Equal((44, 44), ((int)size!.Width, (int)size.Height));

        await screen.Page.Locator(".cs-row").ClickAsync();
        await screen.SeeAsync(screen.Page.Locator(".cs-header canvas.cs-avatar-shown"));
        Assert.Empty(screen.Complaints);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public async Task A_contact_is_renamed_by_keyboard_and_the_dialogs_are_accessible(int look)
    {
        await using var client = await Scene.FillAsync();
        await using var app = await MemoryApp.StartAsync(client, Look.All[look]);
        await using var screen = await chromium.OpenAsync(app.StartLink);
        await screen.Page.Locator(".cs-rail-button").Nth(1).ClickAsync();

        // The conversation list has that name, too.
        await screen.SeeAsync(screen.Page.Locator("input[type=search]"));
        var row = screen.Page.Titled(".cs-row", "Tenzin");
        await row.FocusAsync();
        await screen.Page.Keyboard.PressAsync("Shift+F10");
        await screen.SeeAsync(screen.Page.Locator(".cs-menu:popover-open"));
        await screen.Page.Keyboard.PressAsync("Enter");
        var field = screen.Page.Locator("dialog[open] input");
        await Assertions.Expect(field).ToBeFocusedAsync(new() { Timeout = 60_000 });
        await Assertions.Expect(field).ToHaveValueAsync("Tenzin", new() { Timeout = 60_000 });
        await IsAccessibleAsync(screen);
        await field.FillAsync("Uncle");
        await screen.Page.Keyboard.PressAsync("Enter");
        await screen.SeeAsync(screen.Page.Locator(".cs-row-title", new() { HasText = "Uncle" }));

        await screen.Page.Locator(".cs-side-header .cs-icon-button").Nth(1).ClickAsync();
        await screen.SeeAsync(screen.Page.Locator("dialog[open] .cs-code-reader"));
        await IsAccessibleAsync(screen);
        await screen.Page.Keyboard.PressAsync("Escape");
        Assert.Empty(screen.Complaints);
    }

    [Fact]
    public async Task In_a_narrow_window_notices_the_connection_and_the_menus_of_rows_are_seen()
    {
        await using var client = await Scene.FillAsync();
        await using var app = await MemoryApp.StartAsync(client);
        await using var screen = await chromium.OpenAsync(app.StartLink, _phone);
        await screen.SeeAsync(screen.Page.Locator(".cs-row"));
        await client.Accounts.DisconnectAsync(Scene.Me, TestContext.Current.CancellationToken);
        await screen.SeeAsync(screen.Page.Locator(".cs-connection-line", new() { HasText = "Offline" }));
        client.Raise(new ErrorOccurred(Scene.Me, ErrorKind.StorageUnavailable, "The disk is full."));
        await screen.SeeAsync(screen.Page.Locator(".cs-banner"));
        await IsAccessibleAsync(screen);

        var more = screen.Page.Locator(".cs-row-menu").First;
        await screen.SeeAsync(more);
        Assert.Equal("1", await more.EvaluateAsync<string>("button => getComputedStyle(button).opacity"));
        await more.TapAsync();
        await screen.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Mute for 8 hours" }).TapAsync();
        await screen.Page.Locator(".cs-row").First.TapAsync();
        await screen.SeeAsync(screen.Composer);
        await screen.SeeAsync(screen.Page.Locator(".cs-banner"));
        Assert.Empty(screen.Complaints);
    }

    [Fact]
    public async Task A_code_is_read_from_a_picture_and_what_has_none_is_said()
    {
        await using var client = await InMemoryChatClient.CreateAsync(new InMemoryNetwork(), Scene.Me);
        await using var app = await MemoryApp.StartAsync(client);
        await using var screen = await chromium.OpenAsync(app.StartLink);
        await screen.GoAsync("Contacts");
        await screen.Button("Show my code").ClickAsync();
        var code = screen.Page.Locator("dialog[open] .cs-qr");
        await screen.SeeAsync(code);

        // Not as it comes in, when it is still half of what is behind it.
        var picture = await code.ScreenshotAsync(new() { Animations = ScreenshotAnimations.Disabled });
        await screen.Page.Keyboard.PressAsync("Escape");

        await screen.Button("Add a contact").First.ClickAsync();
        var file = screen.Page.Locator("dialog[open] input[type=file]");
        await Assertions.Expect(file).ToBeEnabledAsync(new() { Timeout = 60_000 });
        await file.SetInputFilesAsync(Png("nothing.png", "no picture"u8.ToArray()));
        await screen.SeeAsync(screen.Page.Locator("dialog[open] .cs-problem", new() { HasText = "No code was found" }));
        await file.SetInputFilesAsync(Png("code.png", picture));
        await screen.SeeAsync(screen.Page.Locator("dialog[open] .cs-found-contact", new() { HasText = Scene.Me.ToString() }));
        await screen.SeeAsync(screen.Page.Locator("dialog[open]", new() { HasText = "This is you." }));
        Assert.Empty(screen.Complaints);
    }

    [Fact]
    public async Task A_code_is_read_by_the_camera_which_stops_then()
    {
        var film = Path.GetTempFileName() + ".y4m";
        await File.WriteAllBytesAsync(film, Film(ContactCode.Create(Scene.Amina, [])), TestContext.Current.CancellationToken);
        try
        {
            await using var camera = new Chromium { More = [$"--use-file-for-fake-video-capture={film}"] };
            await camera.InitializeAsync();
            await using var client = await InMemoryChatClient.CreateAsync(new InMemoryNetwork(), Scene.Me);
            await using var app = await MemoryApp.StartAsync(client);
            await using var screen = await camera.OpenAsync(app.StartLink);
            await screen.GoAsync("Contacts");
            await screen.Button("Add a contact").First.ClickAsync();
            await screen.Button("Scan a code").ClickAsync();
            await screen.SeeAsync(screen.Page.Locator("dialog[open] .cs-found-contact", new() { HasText = Scene.Amina.ToString() }));
            await screen.GoneAsync(screen.Page.Locator("video"));
            Assert.Empty(screen.Complaints);
        }
        finally
        {
            File.Delete(film);
        }
    }

    private static FilePayload Png(string name, byte[] content) =>
        new()
        {
            Name = name,
            MimeType = "image/png",
            Buffer = content,
        };

    private static async Task IsAccessibleAsync(Screen screen)
    {
        var found = await screen.InspectAsync(page => page.RunAxe(Camera.Rules));
        Assert.True(
            found.Violations.Length == 0,
            string.Join('\n', found.Violations.Select(one => $"{one.Id}: {string.Join(" | ", one.Nodes.Select(node => node.Html))}"))
        );
    }

    // A camera that sees nothing but a code: one frame of 640 by 480 in the plainest of formats.
    private static byte[] Film(string text)
    {
        const int Width = 640;
        const int Height = 480;
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var pixels = Height / code.ModuleMatrix.Count;
        var frame = new byte[Width * Height * 3 / 2];
        Array.Fill(frame, (byte)235, 0, Width * Height);
        Array.Fill(frame, (byte)128, Width * Height, Width * Height / 2);
        for (var y = 0; y < code.ModuleMatrix.Count * pixels; y++)
        {
            for (var x = 0; x < code.ModuleMatrix.Count * pixels; x++)
            {
                if (code.ModuleMatrix[y / pixels][x / pixels])
                {
                    frame[(y * Width) + x + 80] = 16;
                }
            }
        }

        var one = (byte[])[.. Encoding.ASCII.GetBytes("FRAME\n"), .. frame];
        return [.. Encoding.ASCII.GetBytes($"YUV4MPEG2 W{Width} H{Height} F10:1 Ip A1:1 C420jpeg\n"), .. one, .. one];
    }
}
