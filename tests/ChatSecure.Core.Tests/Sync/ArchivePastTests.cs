// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Core.Sync;
using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Archive;
using ChatSecure.Stores;
using ChatSecure.Testing.Stores;

namespace ChatSecure.Core.Tests.Sync;

/// <summary>An archive of numbered messages, read backwards in pages of three.</summary>
public sealed class ArchivePastTests
{
    private const int Page = 3;
    private static readonly Jid _alice = Jid.Parse("alice@example.com");
    private static readonly Jid _bob = Jid.Parse("bob@example.com");

    private static readonly DateTimeOffset _sent = DateTimeOffset.UnixEpoch;

    private readonly InMemoryChatStore _store = new();
    private readonly List<string> _archive = [];
    private readonly List<string> _taken = [];
    private readonly ArchivePast _past;
    private bool _isCut;
    private bool _hidesLoss;
    private string? _comesIn;

    public ArchivePastTests() => _past = new ArchivePast(_alice, _store, Query, TakeAsync, (_, id) => id);

    [Fact]
    public async Task It_begins_with_the_newest_page_and_fills_the_gap_before_it_to_the_beginning()
    {
        await StartAsync(8);
        await _past.BeginAsync(_alice, DateTimeOffset.MaxValue, CancellationToken.None);
        Assert.Equal(["6", "7", "8"], _taken);
        Assert.Equal("8", await CursorAsync());

        var gap = Assert.Single(await GapsAsync());
        Assert.Equal(new(_alice, string.Empty, "6") { BeforeAt = _sent }, gap);
        await _past.FillAsync(gap, CancellationToken.None);
        await _past.FillAsync(Assert.Single(await GapsAsync()), CancellationToken.None);
        Assert.Equal(["6", "7", "8", "3", "4", "5", "1", "2"], _taken);
        Assert.Empty(await GapsAsync());
        Assert.Equal("8", await CursorAsync());
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(3, "3")]
    public async Task An_archive_of_one_page_or_none_leaves_no_gap(int messages, string cursor)
    {
        await StartAsync(messages);
        await _past.BeginAsync(_alice, DateTimeOffset.MaxValue, CancellationToken.None);
        Assert.Empty(await GapsAsync());
        Assert.Equal(cursor, await CursorAsync());
    }

    [Fact]
    public async Task Interrupted_it_begins_anew_and_leaves_one_gap()
    {
        await StartAsync(8);
        _isCut = true;
        await Assert.ThrowsAsync<OperationCanceledException>(() =>
            _past.BeginAsync(_alice, DateTimeOffset.MaxValue, CancellationToken.None)
        );
        Assert.Null(await CursorAsync());
        _isCut = false;
        await _past.BeginAsync(_alice, DateTimeOffset.MaxValue, CancellationToken.None);
        Assert.Equal(new(_alice, string.Empty, "6") { BeforeAt = _sent }, Assert.Single(await GapsAsync()));

        // Amid a page of the gap, too: the gap stays as it was.
        _isCut = true;
        await Assert.ThrowsAsync<OperationCanceledException>(() => _past.FillAsync(GapsAsync().Result[0], CancellationToken.None));
        Assert.Equal(new(_alice, string.Empty, "6") { BeforeAt = _sent }, Assert.Single(await GapsAsync()));
    }

    [Theory]
    // The message at the other end of the gap is reached …
    [InlineData("4", "4")]
    // … or was let go by the archive, but what is reached is known.
    [InlineData("gone", "3")]
    public async Task A_gap_between_two_ends_where_what_is_known_begins(string after, string known)
    {
        await StartAsync(8);
        await _store.CommitAsync(new(_alice) { Messages = [Message(known)], GapsOpened = [new(_alice, after, "6")] });
        await _past.FillAsync(Assert.Single(await GapsAsync()), CancellationToken.None);
        Assert.Equal(["3", "4", "5"], _taken);
        Assert.Empty(await GapsAsync());
    }

    [Fact]
    public async Task What_the_archive_let_go_of_is_no_gap_any_more()
    {
        await StartAsync(8);
        await _store.CommitAsync(new(_alice) { GapsOpened = [new(_alice, string.Empty, "expired")] });
        await _past.FillAsync(Assert.Single(await GapsAsync()), CancellationToken.None);
        Assert.Empty(_taken);
        Assert.Empty(await GapsAsync());
    }

    [Theory]
    [InlineData("6", "7", "8")]
    [InlineData("8")]
    [InlineData("", "1", "2", "3")]
    public async Task What_follows_a_cursor_is_its_page(string cursor, params string[] ids)
    {
        await StartAsync(8);
        var page = await _past.FollowAsync(_alice, cursor, CancellationToken.None);
        Assert.Equal(ids, page!.Messages.Select(message => message.ArchiveId));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_cursor_that_the_archive_let_go_of_is_told_whether_the_archive_says_so_or_not(bool saysSo)
    {
        await StartAsync(8);
        _hidesLoss = !saysSo;
        Assert.Null(await _past.FollowAsync(_alice, "gone", CancellationToken.None));
    }

    [Fact]
    public async Task What_came_between_two_questions_is_no_loss()
    {
        await StartAsync(8);
        _comesIn = "9";
        var page = await _past.FollowAsync(_alice, "8", CancellationToken.None);
        Assert.Equal("9", Assert.Single(page!.Messages).ArchiveId);
    }

    [Fact]
    public async Task An_archive_that_is_empty_by_now_has_nothing_to_follow()
    {
        _hidesLoss = true;
        await StartAsync(0);
        Assert.Empty((await _past.FollowAsync(_alice, "gone", CancellationToken.None))!.Messages);
    }

    private async Task StartAsync(int messages)
    {
        await _store.Accounts.SaveAsync(new() { Jid = _alice });
        _archive.AddRange(Enumerable.Range(1, messages).Select(number => $"{number}"));
    }

    private async Task<string?> CursorAsync() => (await _store.ArchiveCursors.GetAsync(_alice, _alice))?.LastId;

    private async Task<IReadOnlyList<ArchiveGap>> GapsAsync() => await _store.ArchiveCursors.ListGapsAsync(_alice, _alice);

    private static ChatMessage Message(string id) =>
        new()
        {
            Conversation = new(_alice, _bob),
            Id = new(id),
            ArchiveId = id,
            From = _bob,
            Direction = MessageDirection.Incoming,
            Timestamp = DateTimeOffset.UnixEpoch,
            State = DeliveryState.Received,
        };

    private Task TakeAsync(IncomingMessage message, PastPage past, CancellationToken cancellationToken)
    {
        if (_isCut && _taken.Count % 2 == 1)
        {
            throw new OperationCanceledException("The link was cut.");
        }

        _taken.Add(message.ArchiveId!);
        return Task.CompletedTask;
    }

    private Task<ArchivePage> Query(Jid archive, ArchiveQuery query, CancellationToken cancellationToken)
    {
        var isBackwards = query.BeforeId is not null;
        var id = query.BeforeId ?? query.AfterId;
        var place = string.IsNullOrEmpty(id) ? (isBackwards ? _archive.Count : -1) : _archive.IndexOf(id);
        if (place < 0 && !string.IsNullOrEmpty(id))
        {
            return _hidesLoss ? Task.FromResult(new ArchivePage([], true, null, null)) : throw new StanzaErrorException("item-not-found");
        }

        var max = Math.Min(query.Max, Page);
        var ids = isBackwards ? _archive[Math.Max(0, place - max)..place] : [.. _archive.Skip(place + 1).Take(max)];
        var messages = ids.Select(id => new IncomingMessage(
            new MessageStanza(_alice) { From = _bob, Id = id },
            MessageSource.Archive,
            MessageDirection.Incoming,
            _sent,
            id
        ));
        var isComplete = isBackwards ? place <= max : place + 1 + max >= _archive.Count;
        var page = new ArchivePage([.. messages], isComplete, ids.FirstOrDefault(), ids.LastOrDefault());
        if (_comesIn is { } late)
        {
            _archive.Add(late);
            _comesIn = null;
        }

        return Task.FromResult(page);
    }
}
