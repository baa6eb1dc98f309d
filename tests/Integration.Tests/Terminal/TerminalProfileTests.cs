// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Integration.Tests.Engine;
using ChatSecure.Integration.Tests.Lab;

namespace ChatSecure.Integration.Tests.Terminal;

/// <summary>What guards a profile at a terminal: the lock, its passphrase, and a backup with a passphrase of its own.</summary>
public sealed class TerminalProfileTests(ProsodyServer server) : TerminalScene(server)
{
    private const string OfBackup = "the backup's passphrase";

    [Fact]
    public async Task It_is_locked_with_nothing_to_see_and_opened_where_it_was_left()
    {
        await using var bob = await TestApp.StartAsync();
        await TellAsync(bob);

        using var terminal = StartOpen();
        await BeginToWriteAsync(terminal);
        terminal.Type("", "F9");
        await terminal.UntilAsync("Type the passphrase of your messages");
        foreach (var text in new[] { "The secret plan", "half-written", bob.Account.ToString(), "alice-" })
        {
            Assert.DoesNotContain(text, terminal.Screen, StringComparison.Ordinal);
        }

        // No key leads around it.
        terminal.Type("", "F3", "F6", "F7", "F8", "F2", "F5", "Tab");
        terminal.Type("wrong", "Enter");
        await terminal.UntilAsync("does not open");
        Assert.DoesNotContain("The secret plan", terminal.Screen, StringComparison.Ordinal);
        terminal.Type(Passphrase, "Enter");
        await terminal.UntilAsync("Conversations");
        await terminal.UntilAsync("Online");
        terminal.Type("", "Enter");
        await terminal.UntilAsync("The secret plan");
        await terminal.UntilAsync("A half-written word");
        terminal.Type(" goes out", "Enter");
        await bob.WaitForMessageAsync("A half-written word goes out");

        // The same from the settings.
        terminal.Type("", "F7");
        await MoveToAsync(terminal, "Lock now");
        terminal.Type("", "Enter");
        await terminal.UntilAsync("Type the passphrase of your messages");
        terminal.Type("", "C-q");
        Assert.Equal(0, await terminal.UntilEndedAsync());
    }

    [Fact]
    public async Task Left_alone_for_its_time_it_locks_itself_with_nothing_to_see_and_what_was_typed_is_kept()
    {
        await using var bob = await TestApp.StartAsync();
        await TellAsync(bob);

        using var brand = new UIKit.Tests.TempBrand(
            """{ "schemaVersion": 1, "id": "careful", "name": "Careful", "defaults": { "lockAfter": 1 } }"""
        );
        using var terminal = StartOpen("--brand", brand.Path);
        await BeginToWriteAsync(terminal);

        // It waits its minute. The screen is drawn line by line.
        await terminal.UntilAsync("Type the passphrase of your messages");
        string[] secrets = ["The secret plan", "half-written", bob.Account.ToString(), "alice-"];
        await terminal.UntilAsync(
            screen => !secrets.Any(secret => screen.Contains(secret, StringComparison.Ordinal)),
            "Nothing of the profile"
        );

        terminal.Type(Passphrase, "Enter");
        await terminal.UntilAsync("Conversations");
        terminal.Type("", "Enter");
        await terminal.UntilAsync("The secret plan");
        await terminal.UntilAsync("A half-written word");
        terminal.Type("", "C-q");
        Assert.Equal(0, await terminal.UntilEndedAsync());
    }

    [Fact]
    public async Task A_backup_is_written_that_another_profile_is_made_of()
    {
        var user = $"alice-{Guid.NewGuid():N}";
        await using (var alice = await TestApp.StartAsync(Profile, passphrase: Passphrase))
        {
            await alice.AddAccountAsync(Server, user);
        }

        var (taken, file) = (Path.Combine(Profile, "taken"), Path.Combine(Profile, "of-today.backup"));
        await File.WriteAllTextAsync(taken, "Something else", TestContext.Current.CancellationToken);
        using var terminal = StartOpen();
        await terminal.UntilAsync("Online");
        terminal.Type("", "F7");
        await MoveToAsync(terminal, "My keys");
        terminal.Type("", "Enter");
        await terminal.UntilAsync("This device: verified");
        await BackAsync(terminal, "Lock now");
        await MoveToAsync(terminal, "Backup");
        terminal.Type("", "Enter");
        await WriteAsync(terminal, "short", file);
        await terminal.UntilAsync("at least 12 characters");
        Assert.False(File.Exists(file));

        // What is there stays as it is.
        await WriteAsync(terminal, OfBackup, taken, before: file);
        await terminal.UntilAsync("The file can't be written");
        Assert.Equal("Something else", await File.ReadAllTextAsync(taken, TestContext.Current.CancellationToken));
        await WriteAsync(terminal, OfBackup, file, before: taken);
        await terminal.UntilAsync("The backup is ready");
        Assert.DoesNotContain(OfBackup, terminal.Screen, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        await using var other = await TestApp.StartAsync();
        await using (var backup = File.OpenRead(file))
        {
            await other.Client.Profile.ImportAsync(
                backup,
                new(System.Text.Encoding.UTF8.GetBytes(OfBackup)),
                cancellationToken: TestContext.Current.CancellationToken
            );
        }

        var account = Assert.Single(await other.Client.Accounts.ListAsync(TestContext.Current.CancellationToken));
        Assert.Equal(Server.Jid(user), account.Jid.ToString());
        terminal.Type("", "C-q");
        Assert.Equal(0, await terminal.UntilEndedAsync());
    }

    // The profile has somebody in it, and something said to them.
    private async Task TellAsync(TestApp bob)
    {
        await bob.AddAccountAsync(Server, $"bob-{Guid.NewGuid():N}");
        await using var alice = await TestApp.StartAsync(Profile, passphrase: Passphrase);
        await alice.AddAccountAsync(Server, $"alice-{Guid.NewGuid():N}");
        await TestApp.BefriendAsync(alice, bob);
        await alice.DeliverAsync(bob, "The secret plan");
    }

    private static async Task BeginToWriteAsync(TmuxSession terminal)
    {
        await terminal.UntilAsync("Online");
        await terminal.UntilAsync("The secret plan");
        terminal.Type("", "Enter");
        await terminal.UntilAsync("Enter sends");
        terminal.Type("A half-written word");
        await terminal.UntilAsync("A half-written word");
    }

    private static async Task WriteAsync(TmuxSession terminal, string passphrase, string file, string? before = null)
    {
        await terminal.UntilAskedAsync("Passphrase of the backup");
        terminal.Type(passphrase, "Enter");
        await terminal.UntilAskedAsync("The same passphrase again");
        terminal.Type(passphrase, "Enter");
        await terminal.UntilAskedAsync("With pictures and files");
        terminal.Type("", "Enter");
        await terminal.UntilAskedAsync("File");
        await TypeInsteadAsync(
            terminal,
            before ?? $"~/{Branding.Brand.Neutral.Id}-{TimeProvider.System.GetLocalNow():yyyy-MM-dd}.backup",
            file
        );
    }
}
