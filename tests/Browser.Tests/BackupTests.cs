// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Integration.Tests.Lab;
using Microsoft.Playwright;

namespace ChatSecure.Browser.Tests;

/// <summary>A backup leaves one app as a file and comes into another on its way in.</summary>
public sealed class BackupTests(Chromium chromium, ProsodyServer server)
{
    private const string Secret = "kept apart from its file";

    [Fact]
    public async Task What_was_talked_about_in_one_app_is_in_another_that_restored_its_backup()
    {
        await server.RegisterUserAsync("dora", ProsodyServer.Password);
        await server.RegisterUserAsync("emil", ProsodyServer.Password);
        var folder = Directory.CreateTempSubdirectory("chatsecure-backup-").FullName;
        var file = Path.Combine(folder, "dora.backup");
        try
        {
            await using var emilsApp = await AppProcess.StartAsync(server);
            await using var emil = await FirstRunAsync(emilsApp, server.Jid("emil"));
            await using (var firstApp = await AppProcess.StartAsync(server))
            {
                await using var dora = await FirstRunAsync(firstApp, server.Jid("dora"));
                await TalkAsync(dora, emil);
                await ExportAsync(dora, file);
                Assert.Empty(dora.Complaints);
            }

            Assert.Equal(-1, (await File.ReadAllBytesAsync(file)).AsSpan().IndexOf("tulips"u8));
            await using var nextApp = await AppProcess.StartAsync(server);
            await using var next = await chromium.OpenAsync(nextApp.StartLink);
            await ImportAsync(next, file);
            await next.OpenChatAsync(server.Jid("emil"));
            await next.SeeAsync(next.Message("The tulips bloom in April"));
            await next.SeeAsync(next.Message("I planted them in autumn"));

            await next.SayAsync("I am here again");
            await emil.SeeAsync(emil.Message("I am here again"));
            Assert.Empty(next.Complaints);
            Assert.Empty(emil.Complaints);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<Screen> FirstRunAsync(AppProcess app, string address)
    {
        var screen = await chromium.OpenAsync(app.StartLink);
        await screen.ChoosePassphraseAsync();
        await screen.SignInAsync(address, ProsodyServer.Password);
        return screen;
    }

    private async Task TalkAsync(Screen dora, Screen emil)
    {
        await dora.AddContactAsync(server.Jid("emil"));
        await emil.GoAsync("Contacts");
        await emil.Button("Accept").ClickAsync();
        await dora.SayAsync("The tulips bloom in April");
        await emil.OpenChatAsync(server.Jid("dora"));
        await emil.SeeAsync(emil.Message("The tulips bloom in April"));
        await emil.SayAsync("I planted them in autumn");
        await dora.SeeAsync(dora.Message("I planted them in autumn"));
    }

    private static async Task ExportAsync(Screen dora, string file)
    {
        await dora.GoAsync("Settings");
        await dora.Button("Backup").ClickAsync();
        await dora.Field("Passphrase of the backup").FillAsync(Secret);
        await dora.Field("The same passphrase again").FillAsync(Secret);
        await Assertions.Expect(dora.Button("Make a backup")).ToBeEnabledAsync(new() { Timeout = 60_000 });
        var download = await dora.Page.RunAndWaitForDownloadAsync(() => dora.Button("Make a backup").ClickAsync());
        Assert.Matches(@"^chatsecure-\d{4}-\d\d-\d\d\.backup$", download.SuggestedFilename);
        await download.SaveAsAsync(file);
        await dora.SeeAsync(dora.Page.Locator("dialog[open] .cs-good", new() { HasText = "The backup is ready." }));
        await Assertions.Expect(dora.Field("Passphrase of the backup")).ToHaveValueAsync(string.Empty);
    }

    private static async Task ImportAsync(Screen screen, string file)
    {
        await screen.ChoosePassphraseAsync();
        var next = screen.Button("Next");
        await next.ClickAsync();
        await screen.Page.GetByRole(AriaRole.Radio, new() { Name = "Restore a backup" }).ClickAsync();
        await next.ClickAsync();
        await screen.SeeTextAsync("It locks your messages on this device.");
        await next.ClickAsync();
        await screen.Page.Locator("input[type=file]").SetInputFilesAsync(file);
        await screen.SeeTextAsync("dora.backup");

        await screen.Field("Passphrase of the backup").FillAsync("not its passphrase");
        await next.ClickAsync();
        await screen.SeeAsync(screen.Page.Locator(".cs-problem", new() { HasText = "passphrase" }));
        await screen.Field("Passphrase of the backup").FillAsync(Secret);
        await next.ClickAsync();

        await screen.SeeAsync(screen.Page.GetByRole(AriaRole.Heading, new() { Name = "Be told about new messages" }));
        await next.ClickAsync();
        await screen.SeeTextAsync("Your messages are back.");
        await screen.Button("Start chatting").ClickAsync();
    }
}
