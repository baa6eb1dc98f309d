// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Search;

namespace ChatSecure.UIKit.Tests.Search;

public sealed class SearchViewModelTests
{
    [Fact]
    public async Task What_is_found_shows_where_it_stands_and_leads_to_its_message()
    {
        await using var chat = await Chat.StartAsync();
        var fox = Say.Incoming("The quick \u202Ebrown\n fox");
        await chat.Alice.ReceiveAsync(fox, Say.Own("A slow hedgehog"));
        await using var search = await OpenAsync(chat);
        await FindAsync(chat, search, "brown");
        var row = chat.Ui.Read(() => Assert.Single(search.Rows));
        Assert.Equal(("Bob", "The quick brown fox", "brown"), (row.Title, row.Snippet, row.Snippet[Assert.Single(row.Matches)]));
        Assert.Equal(new MessageRef(Say.Conversation, MessageDirection.Incoming, fox.Id), row.Message);
        Assert.Equal("Bob, 14:30: The quick brown fox.", row.AccessibleText);
        Assert.Equal("1 message with “brown”", chat.Ui.Read(() => search.Title));
        await FindAsync(chat, search, "dragon");
        Assert.Equal((0, "Nothing found for “dragon”."), chat.Ui.Read(() => (search.Rows.Count, search.Title)));
    }

    [Fact]
    public async Task What_was_said_in_a_group_is_found_with_who_said_it_and_the_groups_name()
    {
        await using var chat = await Chat.StartAsync();
        var token = TestContext.Current.CancellationToken;
        var group = await chat.Alice.Groups.CreateAsync(Chat.AliceJid, new() { Name = "Sailing", Members = [Chat.BobJid] }, token);
        var ahoy = Say.Incoming("Ahoy") with { Conversation = new(Chat.AliceJid, group.Room.Jid), SenderName = "Captain" };
        await chat.Alice.ReceiveAsync(ahoy);
        await using var search = await OpenAsync(chat);
        await FindAsync(chat, search, "ahoy");
        Assert.Equal("Bob in Sailing", Assert.Single(chat.Ui.Read(() => search.Rows)).Title);
    }

    [Fact]
    public async Task Only_the_last_of_what_is_typed_is_searched_for()
    {
        await using var chat = await Chat.StartAsync();
        await chat.Alice.ReceiveAsync(Say.Incoming("fox"));
        await using var search = await OpenAsync(chat);

        // Each letter anew, faster than the pause: had one of them been searched for, the failure would show.
        chat.Alice.FailNext(ErrorKind.StorageUnavailable);
        chat.Ui.Read(() => search.Query = "fo");
        chat.Ui.Read(() => search.Query = "f");
        await chat.Ui.Read(() => search.Running);
        Assert.Equal("Type at least two characters.", chat.Ui.Read(() => search.Title));
        Assert.Null(chat.Ui.Read(() => search.Problem));
        await FindAsync(chat, search, "fox");
        Assert.NotNull(chat.Ui.Read(() => search.Problem));
        await FindAsync(chat, search, "fo");
        Assert.Null(chat.Ui.Read(() => search.Problem));
        Assert.Single(chat.Ui.Read(() => search.Rows));
    }

    [Fact]
    public async Task People_and_groups_are_found_by_name_or_address_and_lead_to_their_conversations()
    {
        await using var chat = await Chat.StartAsync(bobsName: "Zoë Müller");
        var token = TestContext.Current.CancellationToken;
        var group = await chat.Alice.Groups.CreateAsync(Chat.AliceJid, new() { Name = "Müller's friends" }, token);
        await chat.Alice.ReceiveAsync(Say.Incoming("fox"));
        await using var search = await OpenAsync(chat);
        chat.Ui.Read(() => search.Query = "MULLER");

        // Names are here already: nobody has to wait for them.
        var rows = chat.Ui.Read(() => search.NameRows.ToList());
        Assert.Equal([("Müller's friends", true), ("Zoë Müller", false)], rows.Select(row => (row.Name, row.IsGroup)));
        Assert.Equal([group.Room.Jid, Chat.BobJid], rows.Select(row => row.Conversation.Peer));
        Assert.Equal("Müller's friends Group.", rows[0].AccessibleText);
        await FindAsync(chat, search, "muller");
        Assert.Equal("No messages with “muller”", chat.Ui.Read(() => search.Title));
        await FindAsync(chat, search, "zoe mull");
        Assert.Equal(["Zoë Müller"], chat.Ui.Read(() => search.NameRows.Select(row => row.Name).ToList()));
        await FindAsync(chat, search, "bob@exam");
        Assert.Equal(["Zoë Müller"], chat.Ui.Read(() => search.NameRows.Select(row => row.Name).ToList()));
        await FindAsync(chat, search, "fox");
        Assert.Equal((0, 1), chat.Ui.Read(() => (search.NameRows.Count, search.Rows.Count)));
        await FindAsync(chat, search, "z");
        Assert.Empty(chat.Ui.Read(() => search.NameRows.ToList()));
    }

    [Fact]
    public async Task In_one_conversation_nobody_is_searched_for_and_without_groups_no_group()
    {
        using var folder = new TempBrand("""{ "schemaVersion": 1, "id": "pairs", "name": "Pairs", "features": { "groups": false } }""");
        await using var chat = await Chat.StartAsync(Brand.Load(folder.Path));
        await chat.Alice.Groups.CreateAsync(Chat.AliceJid, new() { Name = "Bobbers" }, TestContext.Current.CancellationToken);
        await using var all = await OpenAsync(chat);
        chat.Ui.Read(() => all.Query = "bob");
        Assert.Equal(["Bob"], chat.Ui.Read(() => all.NameRows.Select(row => row.Name).ToList()));
        await using var one = await OpenAsync(chat, Chat.BobJid);
        chat.Ui.Read(() => one.Query = "bob");
        Assert.Empty(chat.Ui.Read(() => one.NameRows.ToList()));
        Assert.NotEqual(chat.Ui.Read(() => all.FieldText), chat.Ui.Read(() => one.FieldText));
    }

    [Fact]
    public async Task More_than_a_hundred_messages_are_shown_page_by_page()
    {
        await using var chat = await Chat.StartAsync();
        await chat.Alice.ReceiveAsync([.. Enumerable.Range(0, 250).Select(number => Say.Incoming($"fox {number}"))]);
        await using var search = await OpenAsync(chat);
        await FindAsync(chat, search, "fox");
        Assert.Equal(
            (100, true, "More than 100 messages with “fox”"),
            chat.Ui.Read(() => (search.Rows.Count, search.CanShowMore, search.Title))
        );

        // What goes wrong takes nothing away.
        chat.Alice.FailNext(ErrorKind.StorageUnavailable);
        await chat.Ui.RunAsync(search.MoreAsync);
        Assert.Equal((100, true), chat.Ui.Read(() => (search.Rows.Count, search.CanShowMore)));
        Assert.NotNull(chat.Ui.Read(() => search.Problem));

        await chat.Ui.RunAsync(search.MoreAsync);
        Assert.Equal((200, true, null), chat.Ui.Read(() => (search.Rows.Count, search.CanShowMore, search.Problem)));
        await chat.Ui.RunAsync(search.MoreAsync);
        Assert.Equal((250, false, "250 messages with “fox”"), chat.Ui.Read(() => (search.Rows.Count, search.CanShowMore, search.Title)));
        await FindAsync(chat, search, "fo");
        Assert.Equal(100, chat.Ui.Read(() => search.Rows.Count));
    }

    [Fact]
    public async Task What_can_t_be_found_any_more_is_not_promised()
    {
        await using var chat = await Chat.StartAsync();
        await chat.Alice.ReceiveAsync([.. Enumerable.Range(0, 1100).Select(number => Say.Incoming($"fox {number}"))]);
        await using var search = await OpenAsync(chat);
        await FindAsync(chat, search, "fox");
        for (var pages = 0; pages < 20 && chat.Ui.Read(() => search.CanShowMore); pages++)
        {
            await chat.Ui.RunAsync(search.MoreAsync);
        }

        Assert.Equal(
            (999, false, "More than 999 messages with “fox”"),
            chat.Ui.Read(() => (search.Rows.Count, search.CanShowMore, search.Title))
        );
    }

    private static async Task FindAsync(Chat chat, SearchViewModel search, string query)
    {
        chat.Ui.Read(() => search.Query = query);
        chat.Clock.Advance(TimeSpan.FromSeconds(1));
        await chat.Ui.Read(() => search.Running);
    }

    private static async Task<SearchViewModel> OpenAsync(Chat chat, Addressing.Jid? peer = null)
    {
        var search = new SearchViewModel(chat.Context, Chat.AliceJid, peer);
        search.Start();

        // The names have been read when the watching is over.
        await chat.Ui.RunAsync(() => search.Watching);
        return search;
    }
}
