// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Core.Sync;
using ChatSecure.Messaging;
using static ChatSecure.Core.Tests.Sync.InboxFixture;

namespace ChatSecure.Core.Tests.Sync;

public sealed class ArrivalOrderTests : IAsyncLifetime
{
    private static readonly DateTimeOffset _noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private InboxFixture _alice = null!;
    private ArrivalOrder _order = null!;

    public async ValueTask InitializeAsync()
    {
        _alice = await InboxFixture.CreateAsync();
        _order = new ArrivalOrder(_alice.Store.Messages);
    }

    public ValueTask DisposeAsync() => _alice.DisposeAsync();

    [Fact]
    public async Task A_stamp_a_little_before_the_former_message_is_lifted_to_it()
    {
        await PlaceAsync(_noon.AddSeconds(0.8));

        Assert.Equal(_noon.AddSeconds(0.8), await PlaceAsync(_noon));
        Assert.Equal(_noon.AddSeconds(2), await PlaceAsync(_noon.AddSeconds(2)));
    }

    [Fact]
    public async Task A_stamp_far_before_is_believed_so_that_a_clock_that_was_years_ahead_spoils_nothing()
    {
        await PlaceAsync(_noon.AddYears(5));

        Assert.Equal(_noon, await PlaceAsync(_noon));
        Assert.Equal(_noon.AddSeconds(1), await PlaceAsync(_noon.AddSeconds(1)));
    }

    [Fact]
    public async Task The_two_directions_do_not_hold_each_other_up()
    {
        await PlaceAsync(_noon.AddSeconds(30), MessageDirection.Outgoing);

        Assert.Equal(_noon, await PlaceAsync(_noon));
    }

    [Fact]
    public async Task After_a_restart_the_stored_messages_count()
    {
        _alice.Time.SetUtcNow(_noon.AddSeconds(10));
        await _alice.ReceiveAsync(From(Bob, "hello"));

        Assert.Equal(_noon.AddSeconds(10), await PlaceAsync(_noon.AddSeconds(9)));
    }

    [Fact]
    public async Task After_a_restart_the_peers_last_message_counts_however_many_of_ours_come_after_it()
    {
        _alice.Time.SetUtcNow(_noon.AddSeconds(10));
        await _alice.ReceiveAsync(From(Bob, "hello"));
        var answers = Enumerable
            .Range(0, 50)
            .Select(number => new ChatMessage
            {
                Conversation = WithBob,
                Id = new MessageId($"answer {number}"),
                From = Alice,
                Direction = MessageDirection.Outgoing,
                Timestamp = _noon.AddSeconds(11 + number),
                Body = "hello yourself",
            });
        await _alice.Store.CommitAsync(new(Alice) { Messages = [.. answers] });

        Assert.Equal(_noon.AddSeconds(10), await PlaceAsync(_noon.AddSeconds(9)));
    }

    private Task<DateTimeOffset> PlaceAsync(DateTimeOffset stamp, MessageDirection direction = MessageDirection.Incoming) =>
        _order.PlaceAsync(WithBob, direction, stamp, CancellationToken.None);
}
