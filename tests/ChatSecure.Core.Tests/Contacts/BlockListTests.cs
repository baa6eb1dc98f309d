// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Core.Accounts;
using ChatSecure.Core.Contacts;
using ChatSecure.Errors;
using ChatSecure.Testing.Stores;

namespace ChatSecure.Core.Tests.Contacts;

/// <summary>Whom an account blocks, between what its server answers, what it tells of, and what was kept.</summary>
public sealed class BlockListTests : IAsyncDisposable
{
    private static readonly Jid _alice = Jid.Parse("alice@example.org");
    private static readonly Jid _bob = Jid.Parse("bob@example.org");
    private static readonly Jid _mallory = Jid.Parse("mallory@example.net");
    private static readonly Jid _eve = Jid.Parse("eve@example.com/phone");

    private readonly InMemoryChatStore _store = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Who_is_blocked_is_so_for_the_next_process_before_there_is_a_connection()
    {
        var list = await OpenAsync();
        await list.FetchAsync(Answer(_mallory, _eve, _bob), Cancellation);
        await list.ApplyAsync(new(IsBlocked: false, [_bob]), Cancellation);

        var again = await OpenAsync();
        Assert.Equal([_eve, _mallory], Sorted(again.Addresses));

        await again.ApplyAsync(new(IsBlocked: false, []), Cancellation);
        Assert.Empty((await OpenAsync()).Addresses);
    }

    [Fact]
    public async Task Another_account_has_another_list()
    {
        await (await OpenAsync()).FetchAsync(Answer(_mallory), Cancellation);

        var other = new BlockList(new AccountRecords(_store.Records, _bob));
        await other.LoadAsync(Cancellation);

        Assert.Empty(other.Addresses);
    }

    [Fact]
    public async Task What_changed_while_this_device_was_away_is_told_and_nothing_else()
    {
        await (await OpenAsync()).FetchAsync(Answer(_mallory, _bob), Cancellation);

        var again = await OpenAsync();
        Assert.Equal([_bob, _eve], Sorted(await again.FetchAsync(Answer(_mallory, _eve), Cancellation)));
        Assert.Empty(await again.FetchAsync(Answer(_mallory, _eve), Cancellation));
        Assert.Empty(await again.ApplyAsync(new(IsBlocked: true, [_eve]), Cancellation));
    }

    [Fact]
    public async Task A_change_that_comes_before_the_answer_is_not_lost_with_it()
    {
        var list = await OpenAsync();
        await list.FetchAsync(Answer(_bob), Cancellation);

        await list.FetchAsync(
            async token =>
            {
                await list.ApplyAsync(new(IsBlocked: true, [_mallory]), token);
                await list.ApplyAsync(new(IsBlocked: false, [_bob]), token);
                return [_bob];
            },
            Cancellation
        );

        Assert.Equal([_mallory], list.Addresses);
        Assert.Equal([_mallory], (await OpenAsync()).Addresses);
    }

    [Fact]
    public async Task A_server_that_says_nothing_unblocks_nobody()
    {
        var list = await OpenAsync();
        await list.FetchAsync(Answer(_mallory), Cancellation);

        await Assert.ThrowsAsync<ChatSecureException>(() =>
            list.FetchAsync(_ => throw new ChatSecureException(ErrorKind.Protocol, "No."), Cancellation)
        );

        Assert.Equal([_mallory], list.Addresses);
        Assert.Equal([_mallory], (await OpenAsync()).Addresses);
    }

    [Theory]
    [InlineData("mallory@example.net", "mallory@example.net", true)]
    [InlineData("mallory@example.net", "mallory@example.net/phone", true)]
    [InlineData("example.net", "mallory@example.net", true)]
    [InlineData("mallory@example.net/phone", "mallory@example.net/phone", true)]
    [InlineData("mallory@example.net/phone", "mallory@example.net", false)]
    [InlineData("mallory@example.net", "alice@example.net", false)]
    [InlineData("example.net", "mallory@sub.example.net", false)]
    public async Task An_account_goes_with_its_server_and_a_device_with_its_account(string blocked, string address, bool isCovered)
    {
        var list = await OpenAsync();
        await list.FetchAsync(Answer(Jid.Parse(blocked)), Cancellation);

        Assert.Equal(isCovered, list.Covers(Jid.Parse(address)));
        Assert.Equal(blocked == address, list.Contains(Jid.Parse(address)));
    }

    [Fact]
    public async Task A_record_that_cannot_be_read_blocks_those_who_can_be_read()
    {
        byte[] content = [.. "@@\n\nmallory@example.net\n"u8, 0xFF];
        await new AccountRecords(_store.Records, _alice).SetAsync("blocked", content, Cancellation);

        Assert.Equal([_mallory], (await OpenAsync()).Addresses);
    }

    private async Task<BlockList> OpenAsync()
    {
        var list = new BlockList(new AccountRecords(_store.Records, _alice));
        await list.LoadAsync(Cancellation);
        return list;
    }

    private static Func<CancellationToken, Task<IReadOnlyList<Jid>>> Answer(params Jid[] addresses) =>
        _ => Task.FromResult<IReadOnlyList<Jid>>(addresses);

    private static IEnumerable<Jid> Sorted(IEnumerable<Jid> addresses) =>
        addresses.OrderBy(address => address.ToString(), StringComparer.Ordinal);
}
