// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Clients;
using ChatSecure.Errors;
using ChatSecure.UIKit.Accounts;
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

    private static (IChatClient Client, BackupViewModel Backup) Make()
    {
        var client = Substitute.For<IChatClient>();
        return (client, new(new(client, new(Say.ChatSecure), new TestUi(), Say.Clock())));
    }
}
