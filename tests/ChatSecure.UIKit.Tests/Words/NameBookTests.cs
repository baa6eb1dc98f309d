// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Contacts;
using ChatSecure.Testing.Clients;
using ChatSecure.UIKit.Conversations;
using ChatSecure.UIKit.Words;

namespace ChatSecure.UIKit.Tests.Words;

public sealed class NameBookTests
{
    private static readonly Jid _bob = Jid.Parse("bob@example.org");
    private static readonly Jid _mallory = Jid.Parse("mallory@evil.example");

    [Fact]
    public async Task What_the_person_calls_somebody_comes_before_what_they_call_themselves()
    {
        await using var chat = await Chat.StartAsync();
        var names = Names(chat, new Contact { Jid = _bob, Nickname = "Bobby" });
        Assert.Equal("~Bobby", names.Of(_bob));
        Assert.Equal("~Bobby", names.Of(_bob, "a name in a group"));
        names.Apply(
            new(
                Chat.AliceJid,
                new Contact
                {
                    Jid = _bob,
                    Nickname = "Bobby",
                    Name = "Robert",
                }
            )
        );
        Assert.Equal("Robert", names.Of(_bob));
        names.Apply(new(Chat.AliceJid, new Contact { Jid = _bob }));
        Assert.Equal("bob@example.org", names.Of(_bob));
        Assert.Equal("mallory@evil.example", names.Of(_mallory));
    }

    [Theory]
    [InlineData("Bob", "~Bob (mallory@evil.example)")]
    [InlineData("B o b", "~B o b (mallory@evil.example)")]
    [InlineData("Воb", "~Воb (mallory@evil.example)")]
    [InlineData("you", "~you (mallory@evil.example)")]
    [InlineData("bob@example.org", "mallory@evil.example")]
    [InlineData("bob＠example.org", "mallory@evil.example")]
    [InlineData("Bob (bob@example.org)", "mallory@evil.example")]
    [InlineData("xmpp:bob", "mallory@evil.example")]
    [InlineData("\u202E\u200B", "mallory@evil.example")]
    [InlineData("Mal\u202Elory\nM.", "~Mallory M.")]
    public async Task Nobody_passes_for_another_one_by_what_they_call_themselves(string nickname, string shown)
    {
        await using var chat = await Chat.StartAsync();
        var names = Names(chat, new Contact { Jid = _bob, Name = "Bob" }, new Contact { Jid = _mallory, Nickname = nickname });
        Assert.Equal(shown, names.Of(_mallory));
        Assert.Equal("Bob", names.Of(_bob));
    }

    [Fact]
    public async Task Two_who_call_themselves_alike_come_with_their_addresses_until_one_has_a_name()
    {
        await using var chat = await Chat.StartAsync();
        var names = Names(chat, new Contact { Jid = _bob, Nickname = "Sun" }, new Contact { Jid = _mallory, Nickname = "Sun" });
        Assert.Equal("~Sun (bob@example.org)", names.Of(_bob));
        Assert.Equal("~Sun (mallory@evil.example)", names.Of(_mallory));
        names.Apply(
            new(
                Chat.AliceJid,
                new Contact
                {
                    Jid = _bob,
                    Nickname = "Sun",
                    Name = "Bob",
                }
            )
        );
        Assert.Equal("~Sun", names.Of(_mallory));
    }

    [Fact]
    public async Task A_group_can_not_be_called_like_an_address_or_pass_for_a_contact()
    {
        await using var chat = await Chat.StartAsync();
        var names = Names(chat, new Contact { Jid = _bob, Name = "Bob" });
        var room = Jid.Parse("climbers@rooms.example.org");
        Assert.Equal("Climbers", names.Of(room, "Climbers"));
        Assert.Equal("Bob (climbers@rooms.example.org)", names.Of(room, "Bob"));
        Assert.Equal("climbers@rooms.example.org", names.Of(room, "bob@example.org"));
    }

    [Fact]
    public async Task The_list_shows_what_a_contact_calls_itself()
    {
        await using var chat = await Chat.StartAsync();
        await chat.Alice.Contacts.RenameAsync(Chat.AliceJid, Chat.BobJid, null);
        await chat.Bob.Persona.SetNicknameAsync(Chat.BobJid, "Bobby");
        await chat.BobSaysAsync("Hello");
        await using var list = new ConversationListViewModel(chat.Context, Chat.AliceJid);
        list.Start();
        await chat.Ui.UntilAsync(() => list.Rows is [{ Title: "~Bobby" }]);
        await chat.Bob.Persona.SetNicknameAsync(Chat.BobJid, null);
        await chat.Ui.UntilAsync(() => list.Rows is [{ Title: "bob@example.org" }]);
    }

    private static NameBook Names(Chat chat, params Contact[] contacts)
    {
        var names = new NameBook(chat.Context);
        names.Set(contacts);
        return names;
    }
}
