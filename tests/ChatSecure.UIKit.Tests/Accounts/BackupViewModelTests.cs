// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Clients;
using ChatSecure.Errors;
using ChatSecure.UIKit.Accounts;
using ChatSecure.UIKit.Composer;
using NSubstitute;

namespace ChatSecure.UIKit.Tests.Accounts;

public sealed class BackupViewModelTests
{
    [Fact]
    public async Task A_backup_has_a_long_passphrase_typed_twice_which_is_forgotten_after_it()
    {
        var (client, backup) = Make();
        await using var owned = backup;
        using var file = new MemoryStream();
        backup.Passphrase = "too short";
        Assert.False(await backup.ExportAsync(file, TestContext.Current.CancellationToken));
        Assert.Contains("at least 12 characters", backup.Problem, StringComparison.Ordinal);
        backup.Passphrase = "correct horse battery";
        Assert.StartsWith("The two differ.", backup.WhyNoExport, StringComparison.Ordinal);
        backup.PassphraseAgain = "correct horse battery";
        byte[]? secret = null;
        client
            .Profile.ExportAsync(
                file,
                Arg.Do<UnlockSecret>(given => secret = given.Bytes.ToArray()),
                Arg.Is<ExportOptions>(options => !options!.HasMedia && options.MovesSessions),
                Arg.Any<CancellationToken>()
            )
            .Returns(Task.CompletedTask);
        (backup.HasMedia, backup.MovesSessions) = (false, true);
        Assert.True(await backup.ExportAsync(file, TestContext.Current.CancellationToken));
        Assert.Equal("correct horse battery"u8.ToArray(), secret);
        Assert.Equal(("", "", null), (backup.Passphrase, backup.PassphraseAgain, backup.ProgressText));
        Assert.StartsWith("The backup is ready.", backup.DoneText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_passphrase_restores_nothing_and_says_so()
    {
        var (client, backup) = Make();
        await using var owned = backup;
        using var file = new MemoryStream([1]);
        Assert.False(await backup.ImportAsync(file, TestContext.Current.CancellationToken));
        backup.Passphrase = "wrong";
        client
            .Profile.ImportAsync(file, Arg.Any<UnlockSecret>(), Arg.Any<IProgress<long>>(), Arg.Any<CancellationToken>())
            .Returns(Task.FromException(new ChatSecureException(ErrorKind.StorageKey, "x")), Task.CompletedTask);
        Assert.False(await backup.ImportAsync(file, TestContext.Current.CancellationToken));
        Assert.Equal(("", null), (backup.Passphrase, backup.DoneText));
        Assert.Contains("passphrase", backup.Problem, StringComparison.Ordinal);
        backup.Passphrase = "right";
        Assert.True(await backup.ImportAsync(file, TestContext.Current.CancellationToken));
        Assert.StartsWith("Your messages are back.", backup.DoneText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_is_handed_over_once_it_is_whole_and_nothing_of_it_stays_aside()
    {
        var (client, backup) = Make();
        await using var owned = backup;
        string? aside = null;
        client
            .Profile.ExportAsync(default!, default, default, default)
            .ReturnsForAnyArgs(
                call => Write(call.Arg<Stream>(), null),
                call => Write(call.Arg<Stream>(), null),
                call => Write(call.Arg<Stream>(), new ChatSecureException(ErrorKind.StorageUnavailable, "x"))
            );
        byte[] taken = [];
        Type();
        Assert.True(
            await backup.HandOverAsync(
                async (whole, token) =>
                {
                    Assert.True(backup.IsRunning);
                    using var copy = new MemoryStream();
                    await whole.CopyToAsync(copy, token);
                    taken = copy.ToArray();
                },
                TestContext.Current.CancellationToken
            )
        );
        Assert.Equal([1, 2, 3], taken);
        Assert.False(backup.IsRunning);
        Assert.False(File.Exists(aside));

        Type();
        Assert.False(await backup.HandOverAsync((_, _) => throw new IOException("full"), TestContext.Current.CancellationToken));
        Assert.StartsWith("The file can't be written.", backup.Problem, StringComparison.Ordinal);
        Assert.False(File.Exists(aside));

        Type();
        Assert.False(
            await backup.HandOverAsync((_, _) => throw new InvalidOperationException("half"), TestContext.Current.CancellationToken)
        );
        Assert.Equal(("", null), (backup.Passphrase, backup.DoneText));

        void Type() => (backup.Passphrase, backup.PassphraseAgain) = ("correct horse battery", "correct horse battery");

        Task Write(Stream destination, Exception? failure)
        {
            aside = ((FileStream)destination).Name;
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(aside));
            }

            destination.Write([1, 2, 3]);
            return failure is null ? Task.CompletedTask : Task.FromException(failure);
        }
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_restores_nothing()
    {
        var (client, backup) = Make();
        await using var owned = backup;
        backup.Passphrase = "right";
        var none = new PickedFile(_ => throw new FileNotFoundException());
        Assert.False(await backup.RestoreAsync(none, TestContext.Current.CancellationToken));
        Assert.StartsWith("The file can't be read.", backup.Problem, StringComparison.Ordinal);
        await client.Profile.DidNotReceiveWithAnyArgs().ImportAsync(default!, default);
        backup.Passphrase = "again";
        Assert.Null(backup.Problem);
    }

    private static (IChatClient Client, BackupViewModel Backup) Make()
    {
        var client = Substitute.For<IChatClient>();
        return (client, new(new(client, new(Say.ChatSecure), new TestUi(), Say.Clock())));
    }
}
