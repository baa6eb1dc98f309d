// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Clients;
using ChatSecure.Core.Sync;
using ChatSecure.Encryption;
using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Payloads;
using ChatSecure.Stores;
using static ChatSecure.Core.Tests.Sync.InboxFixture;

namespace ChatSecure.Core.Tests.Sync;

/// <summary>What was erased here does not come back, and nothing else is kept out.</summary>
public sealed class InboxErasureTests : IAsyncLifetime
{
    private static readonly DateTimeOffset _noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private InboxFixture _alice = null!;

    public async ValueTask InitializeAsync() => _alice = await InboxFixture.CreateAsync();

    public ValueTask DisposeAsync() => _alice.DisposeAsync();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(MessageSource.Live, null)]
    [InlineData(MessageSource.Carbon, null)]
    [InlineData(MessageSource.Archive, "a1")]
    public async Task An_erased_message_comes_back_by_no_way(MessageSource source, string? archiveId)
    {
        await _alice.ReceiveAsync(From(Bob, "erase me"), "a1");
        await EraseAsync("m1");
        await _alice.TakeEventsAsync();

        await _alice.ReceiveAsync(From(Bob, "erase me"), archiveId, source, stamp: _noon);

        Assert.Empty(await _alice.HistoryAsync());
        Assert.Empty(await _alice.TakeEventsAsync());
    }

    [Fact]
    public async Task An_erased_message_is_known_by_its_archive_s_id_alone()
    {
        await _alice.ReceiveAsync(From(Bob, "erase me"), "a1");
        await EraseAsync("m1");

        await _alice.ReceiveAsync(From(Bob, "erase me", id: "another"), "a1", MessageSource.Archive);

        Assert.Empty(await _alice.HistoryAsync());
        Assert.Equal("a1", await _alice.CursorAsync());
    }

    [Fact]
    public async Task Its_ciphertext_is_not_read_again_and_its_session_not_thought_broken()
    {
        var envelope = await _alice.EncryptAsync("erase me");
        await _alice.ReceiveAsync(Encrypted(envelope), "a1");
        await EraseAsync("m1");
        _alice.Replies.Clear();

        await _alice.ReceiveAsync(Encrypted(envelope), "a1", MessageSource.Archive);

        Assert.Empty(await _alice.HistoryAsync());
        Assert.Empty(_alice.Replies);
    }

    [Fact]
    public async Task An_edit_of_it_brings_nothing_back_and_one_of_a_message_that_is_to_come_still_does()
    {
        await _alice.ReceiveAsync(From(Bob, "erase me"), "a1");
        await _alice.ReceiveAsync(Edit("m1", "edited before", "e1"), "a2");
        await EraseAsync("m1");

        await _alice.ReceiveAsync(Edit("m1", "edited", "e2"), "a3");
        await _alice.ReceiveAsync(Edit("e1", "edited by the name of an edit", "e3"), "a4");
        Assert.Empty(await _alice.HistoryAsync());

        await _alice.ReceiveAsync(Edit("m9", "of another", "e9"), "a5");
        Assert.Equal("of another", Assert.Single(await _alice.HistoryAsync()).Body);
    }

    [Fact]
    public async Task Of_an_erased_conversation_the_past_does_not_come_back_and_what_is_said_since_does()
    {
        await _alice.ReceiveAsync(From(Bob, "erase me"), "a2", stamp: _noon);
        await EraseAllAsync();

        await PastAsync("older, never here", "m0", "a0", _noon.AddDays(-1));
        await PastAsync("erase me", "m1", "a2", _noon);
        Assert.Empty(await _alice.HistoryAsync());
        Assert.Null(await _alice.Store.Conversations.FindAsync(WithBob, Cancel));

        await PastAsync("later", "m2", "a3", _noon.AddSeconds(1));
        Assert.Equal("later", Assert.Single(await _alice.HistoryAsync()).Body);
    }

    [Fact]
    public async Task Where_an_archive_is_read_again_an_erased_conversation_stays_erased()
    {
        await _alice.ReceiveAsync(From(Bob, "erase me"), "a1", stamp: _noon);
        await EraseAllAsync();

        // Names that the store no longer remembers, and the time alone tells.
        await _alice.ReceiveAsync(From(Bob, "old", "m0"), "a0", MessageSource.Archive, stamp: _noon.AddMinutes(-1), isAgain: true);
        await _alice.ReceiveAsync(From(Bob, "new", "m2"), "a2", MessageSource.Archive, stamp: _noon.AddMinutes(1), isAgain: true);

        Assert.Equal("new", Assert.Single(await _alice.HistoryAsync()).Body);
    }

    [Fact]
    public async Task News_are_never_kept_out_by_a_clock()
    {
        await _alice.ReceiveAsync(From(Bob, "from a clock that is ahead"), "a1", stamp: _noon.AddHours(1));
        await EraseAllAsync();

        await _alice.ReceiveAsync(From(Bob, "news", "m2"), "a2", MessageSource.Archive, stamp: _noon);

        Assert.Equal("news", Assert.Single(await _alice.HistoryAsync()).Body);
        Assert.Single((await _alice.TakeEventsAsync()).OfType<MessageAdded>(), told => told.Message.Body == "news");
    }

    [Fact]
    public async Task A_gap_in_which_nothing_of_a_conversation_is_left_is_none_of_it()
    {
        await _alice.ReceiveAsync(From(Bob, "erase me"), "a5", stamp: _noon);
        await _alice.Store.CommitAsync(
            new(Alice)
            {
                GapsOpened =
                [
                    new(Alice, string.Empty, "a1") { BeforeAt = _noon.AddHours(-1) },
                    new(Alice, "a6", "a9") { BeforeAt = _noon.AddHours(1) },
                    new(Alice, "b", "c"),
                ],
            },
            Cancel
        );
        using var past = new PastReader(Alice, _alice.Store, null!, null!, _ => false, 0);
        Assert.Equal(["a1", "a9", "c"], await GapsAsync());
        await EraseAllAsync();

        Assert.Equal(["a9", "c"], await GapsAsync());
        var other = new ConversationId(Alice, Alice);
        Assert.Equal(3, (await past.GapsAsync(other, Cancel)).Count);

        async Task<IEnumerable<string>> GapsAsync() => (await past.GapsAsync(WithBob, Cancel)).Select(gap => gap.Before);
    }

    private static MessageStanza Edit(string target, string body, string id)
    {
        var stanza = From(Bob, body, id);
        stanza.SetReplaces(target);
        return stanza;
    }

    private Task PastAsync(string body, string id, string archiveId, DateTimeOffset stamp) =>
        _alice.ReceiveAsync(From(Bob, body, id), archiveId, MessageSource.Archive, movesCursor: false, new PastPage(), stamp);

    private async Task EraseAsync(string id) =>
        await _alice.Store.CommitAsync(new(Alice) { DeletedMessages = [new(WithBob, MessageDirection.Incoming, new(id))] }, Cancel);

    private async Task EraseAllAsync() => await _alice.Store.CommitAsync(new(Alice) { DeletedConversations = [WithBob] }, Cancel);
}
