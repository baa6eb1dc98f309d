// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers.Binary;
using ChatSecure.Testing.Clients;
using ChatSecure.Tests;
using Microsoft.Playwright;

namespace ChatSecure.Browser.Tests;

/// <summary>What a person does about themselves, without a mouse: name and picture, whom they block, the passphrase.</summary>
public sealed class OneselfTests(Chromium chromium)
{
    [Fact]
    public async Task A_picture_from_a_file_is_drawn_small_and_square_and_what_is_none_is_refused()
    {
        await using var client = await InMemoryChatClient.CreateAsync(new InMemoryNetwork(), Scene.Me);
        await using var app = await MemoryApp.StartAsync(client);
        await using var screen = await chromium.OpenAsync(app.StartLink);
        await OpenAsync(screen, "Name and picture");
        var (file, dialog) = (screen.Page.Locator("dialog[open] input[type=file]"), screen.Page.Locator("dialog[open]"));
        await Assertions.Expect(file).ToBeEnabledAsync(new() { Timeout = 60_000 });

        await file.SetInputFilesAsync(
            new FilePayload
            {
                Name = "picture.png",
                MimeType = "image/png",
                Buffer = "no picture"u8.ToArray(),
            }
        );
        await screen.SeeAsync(dialog.Locator(".cs-problem", new() { HasText = "This is no picture" }));
        Assert.Null(await client.Contacts.AvatarAsync(Scene.Me, Scene.Me, TestContext.Current.CancellationToken));

        await file.SetInputFilesAsync(Repository.PathTo("build", "icon.png"));
        await screen.SeeAsync(dialog.Locator("canvas.cs-picture-ready"));
        await screen.SeeAsync(dialog.Locator(".cs-good", new() { HasText = "Saved." }));
        var shown = (await client.Contacts.AvatarAsync(Scene.Me, Scene.Me, TestContext.Current.CancellationToken))!.Content;
        Assert.NotEqual(await File.ReadAllBytesAsync(Repository.PathTo("build", "icon.png")), shown.ToArray());
        Assert.Equal(256, BinaryPrimitives.ReadInt32BigEndian(shown.Span[16..]));
        Assert.Equal(256, BinaryPrimitives.ReadInt32BigEndian(shown.Span[20..]));

        await screen.Button("Remove the picture").ClickAsync();
        await screen.GoneAsync(dialog.Locator("canvas"));
        await Assertions.Expect(file).ToBeFocusedAsync();
        Assert.Null(await client.Contacts.AvatarAsync(Scene.Me, Scene.Me, TestContext.Current.CancellationToken));

        await screen.Field("Your name").FillAsync("<b>You</b>");
        await screen.Page.Keyboard.PressAsync("Enter");
        await screen.SeeAsync(dialog.Locator(".cs-good", new() { HasText = "Saved." }));
        Assert.Equal("<b>You</b>", (await client.Persona.GetAsync(Scene.Me, TestContext.Current.CancellationToken)).Nickname);
        Assert.Empty(screen.Complaints);
    }

    [Fact]
    public async Task Somebody_is_blocked_and_let_go_by_keyboard_alone()
    {
        await using var client = await InMemoryChatClient.CreateAsync(new InMemoryNetwork(), Scene.Me);
        await using var app = await MemoryApp.StartAsync(client);
        await using var screen = await chromium.OpenAsync(app.StartLink);
        await OpenAsync(screen, "Blocked people");
        var field = screen.Page.Locator("dialog[open] form input");
        await Assertions.Expect(field).ToBeFocusedAsync(new() { Timeout = 60_000 });
        await screen.SeeTextAsync("You block nobody.");
        await screen.Page.Keyboard.TypeAsync("mallory@example.net");
        await Assertions.Expect(screen.Button("Block")).ToBeEnabledAsync(new() { Timeout = 60_000 });
        await screen.Page.Keyboard.PressAsync("Enter");
        var row = screen.Page.Locator(".cs-blocked li", new() { HasText = "mallory@example.net" });
        await screen.SeeAsync(row);
        await Assertions.Expect(field).ToHaveValueAsync(string.Empty);

        await screen.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(row.GetByRole(AriaRole.Button)).ToBeFocusedAsync();
        await screen.Page.Keyboard.PressAsync("Enter");
        await screen.GoneAsync(row);
        await Assertions.Expect(field).ToBeFocusedAsync(new() { Timeout = 60_000 });
        await screen.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(screen.Button("Blocked people")).ToBeFocusedAsync(new() { Timeout = 60_000 });
        Assert.Empty(screen.Complaints);
    }

    [Fact]
    public async Task A_new_passphrase_unlocks_and_the_old_one_does_not()
    {
        await using var client = await InMemoryChatClient.CreateAsync(new InMemoryNetwork(), Scene.Me);
        await using var app = await MemoryApp.StartAsync(client);
        await using var screen = await chromium.OpenAsync(app.StartLink);
        await OpenAsync(screen, "Change the passphrase");
        await Assertions.Expect(screen.Field("Present passphrase")).ToBeFocusedAsync(new() { Timeout = 60_000 });
        await screen.Page.Keyboard.TypeAsync(Steps.Passphrase);
        await screen.Field("New passphrase").FillAsync("another passphrase");
        await screen.Field("The same passphrase again").FillAsync("another passphrase");
        await Assertions.Expect(screen.Page.Locator("dialog[open] button[type=submit]")).ToBeEnabledAsync(new() { Timeout = 60_000 });
        await screen.Page.Keyboard.PressAsync("Enter");
        await screen.SeeAsync(screen.Page.Locator("dialog[open] .cs-good", new() { HasText = "The passphrase has been changed." }));
        await screen.Page.Keyboard.PressAsync("Escape");

        await screen.Button("Lock now").ClickAsync();
        await screen.Field("Passphrase").FillAsync(Steps.Passphrase);
        await screen.Button("Unlock").ClickAsync();
        await screen.SeeAsync(screen.Page.Locator("#cs-lock-problem:not(:empty)"));
        await screen.Field("Passphrase").FillAsync("another passphrase");
        await screen.Button("Unlock").ClickAsync();
        await screen.SeeAsync(screen.Page.GetByRole(AriaRole.Navigation));
        Assert.Empty(screen.Complaints);
    }

    private static async Task OpenAsync(Screen screen, string entry)
    {
        await screen.GoAsync("Settings");
        await screen.Button(entry).FocusAsync();
        await screen.Page.Keyboard.PressAsync("Enter");
        await screen.SeeAsync(screen.Page.Locator("dialog[open]"));
    }
}
