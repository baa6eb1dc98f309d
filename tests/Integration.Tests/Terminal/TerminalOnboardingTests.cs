// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Integration.Tests.Engine;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Tests;

namespace ChatSecure.Integration.Tests.Terminal;

/// <summary>The way in at a terminal, as the brand's recipe has it.</summary>
public sealed class TerminalOnboardingTests(ProsodyServer server) : TerminalScene(server)
{
    [Fact]
    public async Task A_brand_s_recipe_is_followed_up_to_an_account_with_a_name_and_another_passphrase()
    {
        var user = $"zoe{Guid.NewGuid():N}"[..20];
        using var brand = new UIKit.Tests.TempBrand(
            $$"""
            {
              "schemaVersion": 1, "id": "recipe", "name": "Recipe",
              "defaults": { "server": "{{Server.Domain}}", "servers": [ { "domain": "{{Server.Domain}}", "name": "The lab" }, { "domain": "elsewhere.example" } ] },
              "onboarding": { "steps": ["welcome", "choose", "nickname", "server", "createAccount", "signIn", "passphrase", "notifications", "inviteFriends", "done"] }
            }
            """
        );
        using var terminal = StartOpen("--brand", brand.Path);
        await terminal.UntilAsync("Welcome to Recipe");

        // There is nothing to notify with in a terminal: that step is not counted.
        await terminal.UntilAsync("Step 1 of 6");
        terminal.Type("", "Enter");
        await terminal.UntilAsync("Create an account");
        terminal.Type("no link", "Enter");
        await terminal.UntilAsync("no address, link or code");
        terminal.Type("", "Enter");
        await terminal.UntilAsync("What shall your friends call you?");
        terminal.Type("Zoë", "Enter");
        await terminal.UntilAsync("Choose a server");
        await terminal.UntilAsync("The lab");
        terminal.Type("", "Enter");

        // The name is suggested, and can be changed; one step back and forth loses nothing.
        await terminal.UntilAskedAsync("User name");
        await terminal.UntilAsync(screen => screen.Split('\n').Any(line => line.Trim() == "zoe"), "The suggested name");
        terminal.Type("", "Escape");
        await terminal.UntilAsync("Choose a server");
        terminal.Type("", "Enter");
        await terminal.UntilAskedAsync("User name");
        terminal.Type("", "BSpace", "BSpace", "BSpace");
        terminal.Type(user, "Enter");
        await terminal.UntilAskedAsync("Choose a password");
        terminal.Type("short", "Enter");
        await terminal.UntilAsync("at least 8 characters");
        terminal.Type("a good password", "Enter");

        // The passphrase may be changed at once; the wrong one changes nothing.
        await terminal.UntilAsync("Nobody can restore it for you");
        Assert.DoesNotContain("a good password", terminal.Screen, StringComparison.Ordinal);
        terminal.Type("", "Down", "Enter");
        await ChangePassphraseAsync(terminal, "wrong", "another passphrase");
        await terminal.UntilAsync("does not open");
        await ChangePassphraseAsync(terminal, Passphrase, "another passphrase");
        await terminal.UntilAsync("The passphrase has been changed");
        await MoveToAsync(terminal, "Next");
        terminal.Type("", "Enter");
        await terminal.UntilAsync($"xmpp:{user}@{Server.Domain}");
        await terminal.UntilAsync(screen => screen.Contains('▀'), "The code");
        terminal.Type("", "Enter");
        await terminal.UntilAsync($"All set. You are {user}@{Server.Domain}");
        await terminal.UntilAsync("Make a backup now and then");
        terminal.Type("", "Enter");
        await terminal.UntilAsync("No conversations yet");
        await terminal.UntilAsync("Online");
        terminal.Type("", "C-q");
        Assert.Equal(0, await terminal.UntilEndedAsync());

        await using var app = await TestApp.StartAsync(Profile, passphrase: "another passphrase");
        var account = Assert.Single(await app.Client.Accounts.ListAsync(TestContext.Current.CancellationToken));
        Assert.Equal($"{user}@{Server.Domain}", account.Jid.ToString());
        await app.ConnectAsync();
        Assert.Equal("Zoë", (await app.Client.Persona.GetAsync(app.Account, TestContext.Current.CancellationToken)).Nickname);
    }

    [Fact]
    public async Task What_a_picture_shows_is_asked_where_the_account_is_made()
    {
        await using var captcha = await EjabberdServer.StartAsync(new EjabberdOptions { Captcha = true });
        using var terminal = Start(captcha, new() { ["TERMINAL_KEY"] = Passphrase }, "--key-env", "TERMINAL_KEY");
        await terminal.UntilAsync("Welcome to");
        terminal.Type("", "Enter");
        await terminal.UntilAsync("Create an account");
        terminal.Type("", "Enter");
        await terminal.UntilAsync("Choose a server");
        terminal.Type(captcha.Domain, "Enter");
        await terminal.UntilAskedAsync("User name");
        terminal.Type("newcomer", "Enter");
        await terminal.UntilAskedAsync("Choose a password");
        terminal.Type("a good password", "Enter");

        await terminal.UntilAsync("/1.png");
        var picture = terminal.Screen.Split(' ', '\n').Single(word => word.EndsWith("/1.png.", StringComparison.Ordinal)).TrimEnd('.');
        Assert.True(File.Exists(picture));
        terminal.Type(captcha.CaptchaText, "Enter");
        await terminal.UntilAsync("Nobody can restore it for you");
        await UntilAsync(() => Task.FromResult(!File.Exists(picture)));
        await ThroughTheRestAsync(terminal);
        await terminal.UntilAsync("Online");
        terminal.Type("", "C-q");
        Assert.Equal(0, await terminal.UntilEndedAsync());
    }

    [Fact]
    public async Task A_backup_is_brought_back_on_the_way_in()
    {
        var user = $"alice-{Guid.NewGuid():N}";
        var file = Path.Combine(Profile, "of-before.backup");
        await using (var before = await TestApp.StartAsync())
        {
            await before.AddAccountAsync(Server, user);
            await using var backup = File.Create(file);
            await before.Client.Profile.ExportAsync(backup, new("the backup's passphrase"u8.ToArray()));
        }

        using var brand = new UIKit.Tests.TempBrand(
            """{ "schemaVersion": 1, "id": "back", "name": "Back", "onboarding": { "steps": ["choose", "signIn", "restoreBackup", "done"] } }"""
        );
        using var terminal = StartOpen("--brand", brand.Path);
        await terminal.UntilAsync("Restore a backup");
        terminal.Type("", "Down", "Enter");
        await terminal.UntilAskedAsync("Choose the file");
        terminal.Type(file, "Enter");
        await terminal.UntilAskedAsync("Passphrase of the backup");
        terminal.Type("the backup's passphrase", "Enter");
        await terminal.UntilAsync("Your messages are back");
        terminal.Type("", "Enter");
        await terminal.UntilAsync("No conversations yet");
        await terminal.UntilAsync(user);
        terminal.Type("", "C-q");
        Assert.Equal(0, await terminal.UntilEndedAsync());
    }

    private static async Task ChangePassphraseAsync(TmuxSession terminal, string present, string next)
    {
        await terminal.UntilAskedAsync("Present passphrase");
        terminal.Type(present, "Enter");
        await terminal.UntilAskedAsync("New passphrase");
        terminal.Type(next, "Enter");
        await terminal.UntilAskedAsync("The same once more");
        terminal.Type(next, "Enter");
    }
}
