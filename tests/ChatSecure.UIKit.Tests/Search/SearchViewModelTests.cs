// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

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

    private static async Task FindAsync(Chat chat, SearchViewModel search, string query)
    {
        chat.Ui.Read(() => search.Query = query);
        chat.Clock.Advance(TimeSpan.FromSeconds(1));
        await chat.Ui.Read(() => search.Running);
    }

    private static async Task<SearchViewModel> OpenAsync(Chat chat)
    {
        var search = new SearchViewModel(chat.Context, Chat.AliceJid);
        search.Start();

        // The names have been read when the watching is over.
        await chat.Ui.RunAsync(() => search.Watching);
        return search;
    }
}
