// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Contacts;
using ChatSecure.Errors;
using ChatSecure.UIKit.Accounts;
using ChatSecure.UIKit.Composer;
using ChatSecure.UIKit.Contacts;

namespace ChatSecure.UIKit.Tests.Accounts;

public sealed class PersonaViewModelTests
{
    private static readonly byte[] _png = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];

    [Fact]
    public async Task What_is_shown_is_read_changed_and_seen_by_contacts()
    {
        await using var chat = await Chat.StartAsync();
        await chat.Alice.Persona.ShowAsync(Chat.AliceJid, Availability.Away, "Out", TestContext.Current.CancellationToken);
        await using var persona = await OpenAsync(chat);
        Assert.Equal(
            ("", Availability.Away, "Out", null),
            chat.Ui.Read(() => (persona.Nickname, persona.Availability, persona.StatusText, persona.Picture))
        );
        chat.Ui.Read(() => (persona.Nickname, persona.Availability, persona.StatusText) = ("Ally", Availability.DoNotDisturb, ""));
        await chat.Ui.RunAsync(() => persona.SaveCommand.ExecuteAsync());
        Assert.True(await persona.SetPictureAsync(PickedFile.FromBytes(_png, "image/png"), TestContext.Current.CancellationToken));
        var alice = Assert.Single(await chat.Bob.Contacts.ListAsync(Chat.BobJid, TestContext.Current.CancellationToken));
        Assert.True(alice is { Nickname: "Ally", Availability: Availability.DoNotDisturb, StatusText: null, AvatarId: not null });
        Assert.Equal(_png, chat.Ui.Read(() => persona.Picture!.Content.ToArray()));
        Assert.True(await persona.RemovePictureAsync());
        Assert.Null(chat.Ui.Read(() => persona.Picture));
    }

    [Fact]
    public async Task What_can_be_no_persona_is_not_shown()
    {
        await using var chat = await Chat.StartAsync();
        await using var persona = await OpenAsync(chat);
        chat.Ui.Read(() =>
        {
            persona.Nickname = new string('x', 129);
            Assert.StartsWith("This name is too long.", persona.SaveCommand.BlockedReason, StringComparison.Ordinal);
            persona.Nickname = string.Empty;
            persona.StatusText = new string('x', 257);
            Assert.StartsWith("This text is too long.", persona.SaveCommand.BlockedReason, StringComparison.Ordinal);
            persona.StatusText = string.Empty;
            persona.Availability = Availability.Offline;
            Assert.NotNull(persona.SaveCommand.BlockedReason);
            return true;
        });
        Assert.False(
            await persona.SetPictureAsync(
                PickedFile.FromBytes(new byte[PersonaViewModel.MaxPicture + 1]),
                TestContext.Current.CancellationToken
            )
        );
        Assert.StartsWith("This picture is too large.", chat.Ui.Read(() => persona.Problem), StringComparison.Ordinal);
        foreach (var none in new byte[][] { [], "<svg/>"u8.ToArray(), _png[1..] })
        {
            Assert.False(await persona.SetPictureAsync(PickedFile.FromBytes(none), TestContext.Current.CancellationToken));
            Assert.StartsWith("This is no picture", chat.Ui.Read(() => persona.Problem), StringComparison.Ordinal);
        }

        Assert.False(await persona.SetPictureAsync(new(_ => throw new FileNotFoundException()), TestContext.Current.CancellationToken));
        Assert.StartsWith("The file can't be read.", chat.Ui.Read(() => persona.Problem), StringComparison.Ordinal);
        await chat.Alice.Privacy.SetAsync(Chat.AliceJid, new() { Avatars = false }, TestContext.Current.CancellationToken);
        Assert.False(await persona.SetPictureAsync(PickedFile.FromBytes(_png), TestContext.Current.CancellationToken));
        Assert.StartsWith("Your privacy settings", chat.Ui.Read(() => persona.Problem), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whom_one_blocks_is_listed_and_can_be_let_go()
    {
        await using var chat = await Chat.StartAsync();
        await using var blocked = new BlockedViewModel(chat.Context, Chat.AliceJid);
        blocked.Start();
        await chat.Ui.UntilAsync(() => blocked.EmptyText == "You block nobody.");
        Assert.False(await blocked.BlockAsync("nobody"));
        Assert.NotNull(chat.Ui.Read(() => blocked.Problem));
        Assert.True(await blocked.BlockAsync("bob@example.org"));
        await chat.Ui.UntilAsync(() => blocked.Rows is [{ Name: "Bob", AccessibleText: "Bob: blocked." }]);
        chat.Alice.FailNext(ErrorKind.Disconnected);
        Assert.False(await blocked.UnblockAsync(Chat.BobJid));
        Assert.True(await blocked.UnblockAsync(Chat.BobJid));
        await chat.Ui.UntilAsync(() => blocked.Rows.Count == 0);
    }

    private static async Task<PersonaViewModel> OpenAsync(Chat chat)
    {
        var persona = new PersonaViewModel(chat.Context, Chat.AliceJid);
        persona.Start();
        await chat.Ui.UntilAsync(() => persona.IsLoaded);
        return persona;
    }
}
