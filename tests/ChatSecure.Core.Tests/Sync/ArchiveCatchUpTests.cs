// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Core.Sync;
using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Archive;
using ChatSecure.Stores;
using Microsoft.Extensions.Logging.Abstractions;
using static ChatSecure.Core.Tests.Sync.InboxFixture;

namespace ChatSecure.Core.Tests.Sync;

/// <summary>An archive of numbered messages in pages of two, to which somebody adds faster than it is read.</summary>
public sealed class ArchiveCatchUpTests : IAsyncLifetime
{
    private const int Page = 2;
    private const int End = 40;

    private InboxFixture _fixture = null!;
    private ArchiveCatchUp _catchUp = null!;
    private int _pages;

    private int _newest = End;
    private bool _isNewestAsked;

    public async ValueTask InitializeAsync()
    {
        _fixture = await CreateAsync();
        _catchUp = new ArchiveCatchUp(Alice, _fixture.Store, QueryAsync, _fixture.Inbox, NullLogger.Instance);
        await _fixture.Store.CommitAsync(new(Alice) { Cursor = new ArchiveCursor(Alice, "0") });
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task It_ends_with_what_was_there_when_it_began_though_more_is_said_meanwhile()
    {
        _newest = 5;
        await RunAsync();

        // The page that has it, whole.
        Assert.Equal((6, 3), (await CursorAsync(), _pages));
        Assert.Equal(Enumerable.Range(1, 6), await BodiesAsync());
    }

    [Fact]
    public async Task A_newest_message_that_is_gone_or_malformed_leaves_nothing_out()
    {
        _newest = End + 1;
        await RunAsync();
        Assert.Equal(End, await CursorAsync());
        Assert.Equal(Enumerable.Range(1, End), await BodiesAsync());
    }

    [Fact]
    public async Task What_is_one_page_is_asked_for_once()
    {
        await _fixture.Store.CommitAsync(
            new(Alice) { Cursor = new ArchiveCursor(Alice, $"{End - 1}") },
            TestContext.Current.CancellationToken
        );
        await RunAsync();
        Assert.Equal((End, 1, false), (await CursorAsync(), _pages, _isNewestAsked));
    }

    private Task<bool> RunAsync() => _catchUp.RunAsync(DateTimeOffset.UnixEpoch, TestContext.Current.CancellationToken);

    private async Task<int> CursorAsync() =>
        Number((await _fixture.Store.ArchiveCursors.GetAsync(Alice, Alice, TestContext.Current.CancellationToken))!.LastId);

    private async Task<IEnumerable<int>> BodiesAsync() =>
        (await _fixture.Store.Messages.PageAsync(WithBob, 100, cancellationToken: TestContext.Current.CancellationToken)).Messages.Select(
            message => Number(message.Body!)
        );

    private Task<ArchivePage> QueryAsync(ArchiveQuery query, CancellationToken cancellationToken)
    {
        if (query is { BeforeId: "", Max: 1 })
        {
            _isNewestAsked = true;
            return Task.FromResult(new ArchivePage([Message(_newest)], IsComplete: false, $"{_newest}", $"{_newest}"));
        }

        _pages++;
        var first = Number(query.AfterId!) + 1;
        var numbers = Enumerable.Range(first, Page).TakeWhile(number => number <= End).ToList();
        return Task.FromResult(
            new ArchivePage(
                [.. numbers.Select(Message)],
                IsComplete: numbers is [.., End],
                first.ToString(CultureInfo.InvariantCulture),
                numbers[^1].ToString(CultureInfo.InvariantCulture)
            )
        );
    }

    private static IncomingMessage Message(int number)
    {
        var text = number.ToString(CultureInfo.InvariantCulture);
        return new(
            From(Bob, text, $"id{text}"),
            MessageSource.Archive,
            MessageDirection.Incoming,
            DateTimeOffset.UnixEpoch.AddSeconds(number),
            text
        );
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
