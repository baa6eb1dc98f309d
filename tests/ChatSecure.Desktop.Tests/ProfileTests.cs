// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Clients;
using ChatSecure.Desktop.Profiles;
using ChatSecure.Errors;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;

namespace ChatSecure.Desktop.Tests;

public sealed class ProfileTests
{
    [Fact]
    public async Task A_wrong_passphrase_opens_nothing_and_the_right_one_does_later()
    {
        var client = Substitute.For<IChatClient>();
        client.Accounts.ListAsync(default).ReturnsForAnyArgs([]);
        var isRight = false;
        client
            .StartAsync(default)
            .ReturnsForAnyArgs(_ => isRight ? Task.CompletedTask : throw new ChatSecureException(ErrorKind.StorageKey, "Wrong."));
        await using var app = await RunningApp.StartAsync(client);
        var door = app.App.Services.GetRequiredService<ProfileDoor>();
        var opened = 0;
        door.Opened += () => opened++;
        await Assert.ThrowsAsync<ChatSecureException>(app.OpenAsync);
        Assert.False(door.IsOpen);
        isRight = true;
        await app.OpenAsync();
        await app.OpenAsync();
        Assert.True(door.IsOpen);
        Assert.Equal(1, opened);
        await client.Received(2).StartAsync(Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task A_server_that_does_not_answer_keeps_nobody_waiting()
    {
        var client = Substitute.For<IChatClient>();
        var never = new TaskCompletionSource();
        client
            .Accounts.ListAsync(default)
            .ReturnsForAnyArgs([
                new() { Jid = Addressing.Jid.Parse("a@example.org") },
                new() { Jid = Addressing.Jid.Parse("b@example.org") },
            ]);
        client
            .Accounts.StayConnectedAsync(Addressing.Jid.Parse("a@example.org"), Arg.Any<CancellationToken>())
            .Returns(Task.FromException(new ChatSecureException(ErrorKind.AuthenticationFailed, "No.")));
        client.Accounts.StayConnectedAsync(Addressing.Jid.Parse("b@example.org"), Arg.Any<CancellationToken>()).Returns(never.Task);
        await using var app = await RunningApp.StartAsync(client);
        await app.OpenAsync();
        await client.Accounts.Received(1).StayConnectedAsync(Addressing.Jid.Parse("b@example.org"), Arg.Any<CancellationToken>());
        never.SetResult();
    }

    [Fact]
    public async Task The_folder_is_for_its_owner_alone()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"desktop-{Guid.NewGuid():N}", "deep");
        ProfileFolder.Prepare(folder);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        }

        using var settings = new SettingsFile(folder);
        await settings.SetAsync("appearance", "dark", TestContext.Current.CancellationToken);
        await settings.SetAsync("language", "de", TestContext.Current.CancellationToken);
        await settings.SetAsync("language", null, TestContext.Current.CancellationToken);
        using var again = new SettingsFile(folder);
        Assert.Equal("dark", again.Get("appearance"));
        Assert.Null(again.Get("language"));
        Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[1]")]
    [InlineData("\"text\"")]
    [InlineData("{\"appearance\": 5}")]
    public void Damaged_settings_are_none(string content)
    {
        var folder = Directory.CreateTempSubdirectory("desktop-").FullName;
        File.WriteAllText(Path.Combine(folder, "settings.json"), content);
        using var settings = new SettingsFile(folder);
        Assert.Null(settings.Get("appearance"));
        Directory.Delete(folder, recursive: true);
    }
}
