// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Core.Events;
using ChatSecure.Errors;

namespace ChatSecure.Core.Tests.Events;

public sealed class EventHubTests
{
    private static readonly Jid _account = Jid.Parse("alice@example.com");
    private readonly EventHub _hub = new();

    [Fact]
    public async Task Every_listener_hears_everything_in_order()
    {
        var first = _hub.ListenAsync(TestContext.Current.CancellationToken);
        var second = _hub.ListenAsync(TestContext.Current.CancellationToken);
        PublishNumbered(3);

        Assert.Equal(["0", "1", "2"], await TakeAsync(first, 3));
        Assert.Equal(["0", "1", "2"], await TakeAsync(second, 3));
    }

    [Fact]
    public async Task A_listener_that_fell_behind_is_told_so_and_gets_the_newest()
    {
        var events = _hub.ListenAsync(TestContext.Current.CancellationToken);
        PublishNumbered(10_001);

        Assert.Equal(["lost", "1", "2"], await TakeAsync(events, 3));
    }

    [Fact]
    public async Task A_listener_that_left_is_forgotten()
    {
        await TakeAsync(Publish(_hub.ListenAsync(TestContext.Current.CancellationToken)), 1);

        PublishNumbered(20_000);

        var later = _hub.ListenAsync(TestContext.Current.CancellationToken);
        PublishNumbered(1);
        Assert.Equal(["0"], await TakeAsync(later, 1));

        IAsyncEnumerable<ChatEvent> Publish(IAsyncEnumerable<ChatEvent> events)
        {
            PublishNumbered(1);
            return events;
        }
    }

    private void PublishNumbered(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _hub.Publish(new ErrorOccurred(_account, ErrorKind.Failed, $"{i}"));
        }
    }

    private static async Task<List<string>> TakeAsync(IAsyncEnumerable<ChatEvent> events, int count)
    {
        var taken = new List<string>();
        await foreach (var chatEvent in events)
        {
            taken.Add(chatEvent is ErrorOccurred error ? error.Message : "lost");
            if (taken.Count == count)
            {
                break;
            }
        }

        return taken;
    }
}
