// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;
using ChatSecure.UIKit.Settings;
using ChatSecure.UIKit.Shell;

namespace ChatSecure.UIKit.Tests.Settings;

public sealed class PassphraseViewModelTests
{
    private readonly PassphraseBox _box = new();

    [Fact]
    public async Task A_new_passphrase_opens_the_profile_from_now_on_and_the_old_one_no_longer()
    {
        await using var chat = await StartAsync();
        await using var change = new PassphraseViewModel(chat.Context, _box);
        Assert.Equal("Enter the present passphrase first.", change.ChangeCommand.BlockedReason);
        change.Passphrase = "the old one";
        change.NewPassphrase = "short";
        Assert.Equal("A passphrase has at least 8 characters.", change.ChangeCommand.BlockedReason);
        change.NewPassphrase = "the new one";
        Assert.StartsWith("The two differ.", change.ChangeCommand.BlockedReason, StringComparison.Ordinal);
        change.NewPassphraseAgain = "the new one";

        await change.ChangeCommand.ExecuteAsync(TestContext.Current.CancellationToken);

        Assert.Equal(("", "", "", null), (change.Passphrase, change.NewPassphrase, change.NewPassphraseAgain, change.Problem));
        Assert.StartsWith("The passphrase has been changed.", change.DoneText, StringComparison.Ordinal);
        await chat.Alice.Profile.LockAsync(TestContext.Current.CancellationToken);
        _box.Put("the old one");
        await Assert.ThrowsAsync<ChatSecureException>(() => chat.Alice.Profile.UnlockAsync(TestContext.Current.CancellationToken));
        _box.Put("the new one");
        await chat.Alice.Profile.UnlockAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_wrong_passphrase_changes_nothing_and_leaves_nothing_in_the_box()
    {
        await using var chat = await StartAsync();
        await using var change = new PassphraseViewModel(chat.Context, _box)
        {
            Passphrase = "a guess",
            NewPassphrase = "the new one",
            NewPassphraseAgain = "the new one",
        };

        await change.ChangeCommand.ExecuteAsync(TestContext.Current.CancellationToken);

        Assert.Equal(("", "the new one", null), (change.Passphrase, change.NewPassphrase, change.DoneText));
        Assert.NotNull(change.Problem);
        Assert.Null(_box.Take());
        Assert.Equal("the old one"u8.ToArray(), chat.Alice.Key.ToArray());
    }

    [Fact]
    public void A_box_knows_whether_a_passphrase_opened_the_profile()
    {
        Assert.Null(_box.Take());
        _box.Put("typed");
        _box.Clear();
        Assert.False(_box.IsUsed);
        _box.Put("typed");
        Assert.NotNull(_box.Take());
        Assert.True(_box.IsUsed);
        Assert.Null(_box.Take());
        Assert.True(_box.IsUsed);
    }

    private async Task<Chat> StartAsync()
    {
        var chat = await Chat.StartAsync();
        chat.Alice.Key = "the old one"u8.ToArray();
        chat.Alice.KeySource = _ => ValueTask.FromResult(_box.Take() ?? []);
        return chat;
    }
}
