// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Tests;

namespace ChatSecure.Integration.Tests.Cli;

/// <summary>Backups and keys of profiles, as a person at a terminal handles them.</summary>
public sealed class CliBackupTests(ProsodyServer server)
{
    [Fact]
    public async Task A_backup_becomes_a_profile_elsewhere_with_its_history_and_as_a_new_device()
    {
        using var alice = new CliProfile();
        using var restored = new CliProfile();
        var other = server.Jid("carol");
        await alice.RegisterAsync(server, "alice");
        await alice.LinesAsync("send", "--to", other, "--encryption", "none", "Keep this letter");
        var backup = alice.PathOf("backup");

        var written = Assert.Single(await alice.JsonAsync("export", backup));
        Assert.Equal(new FileInfo(backup).Length, (long)written["bytes"]!);
        await restored.LinesAsync("import", backup);

        Assert.Equal("Keep this letter", (string?)Assert.Single(await restored.JsonAsync("history", other))["body"]);
        Assert.Equal(alice.Jid, (string?)Assert.Single(await restored.JsonAsync("account", "list"))["account"]);
        await restored.LinesAsync("listen", "--for", "1");
        // OTR keys have no number.
        var devices = (await restored.JsonAsync("devices")).Where(device => device["deviceId"] is not null).ToArray();
        Assert.Equal(2, devices.Length);
        Assert.Single(devices, device => (bool)device["thisDevice"]!);
    }

    [Fact]
    public async Task A_backup_opens_with_its_own_passphrase_alone()
    {
        using var alice = new CliProfile();
        using var restored = new CliProfile();
        await alice.RegisterAsync(server, "alice");
        (alice.Environment["BACKUP"], restored.Environment["BACKUP"]) = ("the right words", "the right words");
        restored.Environment["WRONG"] = "other words";
        var backup = alice.PathOf("backup");
        await alice.LinesAsync("export", backup, "--backup-key-env", "BACKUP");

        await restored.FailAsync(5, "import", backup, "--backup-key-env", "WRONG");
        await restored.FailAsync(5, "import", backup);
        Assert.False(File.Exists(restored.DatabaseFile));

        var cut = alice.PathOf("cut");
        await File.WriteAllBytesAsync(cut, (await File.ReadAllBytesAsync(backup))[..^100]);
        await restored.FailAsync(5, "import", cut, "--backup-key-env", "BACKUP");
        Assert.False(File.Exists(restored.DatabaseFile));

        await restored.LinesAsync("import", backup, "--backup-key-env", "BACKUP");
        await restored.FailAsync(1, "import", backup, "--backup-key-env", "BACKUP");
        await restored.FailAsync(1, "import", alice.PathOf("nothing"), "--backup-key-env", "BACKUP");
        await alice.FailAsync(1, "export", backup, "--backup-key-env", "BACKUP");
    }

    [Fact]
    public async Task A_profile_opens_with_its_new_key_alone()
    {
        using var profile = new CliProfile();
        await profile.RegisterAsync(server, "rekeyed");
        profile.Environment["NEW"] = $"x'{new string('7', 64)}'";

        await profile.LinesAsync("profile", "rekey");
        await profile.LinesAsync("profile", "change-key", "--new-key-env", "NEW");

        await profile.FailAsync(5, "account", "list");
        profile.Environment["KEY"] = profile.Environment["NEW"];
        Assert.Equal(profile.Jid, (string?)Assert.Single(await profile.JsonAsync("account", "list"))["account"]);
    }

    [Fact]
    public async Task Without_a_key_option_the_key_lies_in_the_Secret_Service()
    {
        using var desktop = PrivateSession.Start(hasKeyring: true);
        using var profile = new CliProfile();
        foreach (var (name, value) in desktop.Environment)
        {
            profile.Environment[name] = value;
        }

        string[] list = ["--profile", profile.Directory, "account", "list"];
        Assert.Equal(0, (await profile.RunBareAsync(list)).ExitCode);
        Assert.Equal(0, (await profile.RunBareAsync(list)).ExitCode);
        Assert.NotEmpty(Directory.GetFiles(desktop.KeyringFiles));

        // The key is there and nowhere else.
        profile.Environment["DBUS_SESSION_BUS_ADDRESS"] = "unix:path=/nonexistent";
        CliProfile.Failure(2, await profile.RunBareAsync(list));
    }
}
