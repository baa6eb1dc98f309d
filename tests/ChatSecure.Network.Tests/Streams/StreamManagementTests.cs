// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;
using ChatSecure.Network.Streams;
using ChatSecure.Network.Xml;
using CsCheck;

namespace ChatSecure.Network.Tests.Streams;

public sealed class StreamManagementTests
{
    private readonly StreamManagement _management = new();

    [Fact]
    public void An_acknowledgement_frees_all_up_to_its_count()
    {
        _management.Enable("id");
        var tickets = Send(3);

        Assert.True(_management.TryAcknowledge(2));

        Assert.Equal([true, true, false], tickets.Select(ticket => ticket.Task.IsCompletedSuccessfully));
    }

    [Fact]
    public void A_count_beyond_what_was_sent_is_refused_and_frees_nothing()
    {
        _management.Enable("id");
        var tickets = Send(2);

        Assert.False(_management.TryAcknowledge(3));

        Assert.All(tickets, ticket => Assert.False(ticket.Task.IsCompleted));
    }

    [Fact]
    public void A_count_that_goes_back_is_refused()
    {
        _management.Enable("id");
        Send(2);
        Assert.True(_management.TryAcknowledge(2));

        Assert.False(_management.TryAcknowledge(1));
    }

    [Fact]
    public void Counters_go_on_from_zero_after_2_to_the_32()
    {
        _management.Enable("id");
        _management.Suspend(uint.MaxValue);
        Assert.True(_management.TryResume(0, out _));

        Assert.Equal(uint.MaxValue, _management.Handled(0));
        Assert.Equal(1u, _management.Handled(2));
    }

    [Fact]
    public void There_is_one_question_at_a_time()
    {
        _management.Enable("id");
        Send(1);

        Assert.True(_management.ShouldAsk(isIdle: false, out _));
        Send(20);
        Assert.False(_management.ShouldAsk(isIdle: false, out _));
        _management.TryAcknowledge(1);
        Assert.True(_management.ShouldAsk(isIdle: false, out var upTo));
        Assert.Equal(21u, upTo);
    }

    [Fact]
    public void A_server_that_keeps_a_stanza_back_is_not_asked_again_and_again()
    {
        _management.Enable("id");
        Send(2);
        Assert.True(_management.ShouldAsk(isIdle: false, out _));

        _management.TryAcknowledge(1);

        Assert.False(_management.ShouldAsk(isIdle: false, out _));
        Assert.True(_management.ShouldAsk(isIdle: true, out _));
    }

    [Fact]
    public void Stanzas_that_nobody_waits_for_are_asked_for_together()
    {
        _management.Enable("id");
        for (var i = 0; i < 4; i++)
        {
            _management.Sent([1], null);
            Assert.False(_management.ShouldAsk(isIdle: false, out _));
        }

        _management.Sent([1], null);
        Assert.True(_management.ShouldAsk(isIdle: false, out _));
    }

    [Fact]
    public void A_resumed_stream_sends_again_what_did_not_arrive_in_order()
    {
        _management.Enable("id");
        foreach (byte i in new byte[] { 1, 2, 3, 4 })
        {
            _management.Sent([i], null);
        }

        _management.Suspend(7);

        Assert.True(_management.TryResume(2, out var resend));
        Assert.Equal(
            [
                [3],
                [4],
            ],
            resend
        );
        Assert.Equal(7u, _management.Handled(0));
    }

    [Fact]
    public async Task A_stream_that_cannot_be_resumed_fails_its_tickets()
    {
        _management.Enable(resumptionId: null);
        var tickets = Send(1);

        _management.Suspend(0);

        var failure = await Assert.ThrowsAsync<ChatSecureException>(() => tickets[0].Task);
        Assert.Equal(ErrorKind.Disconnected, failure.Kind);
    }

    [Fact]
    public void A_stream_that_can_be_resumed_keeps_its_tickets()
    {
        _management.Enable("id");
        var tickets = Send(1);

        _management.Suspend(0);
        Assert.False(tickets[0].Task.IsCompleted);
        _management.Abandon();
        Assert.True(tickets[0].Task.IsFaulted);
    }

    [Fact]
    public void Without_the_server_counting_only_what_is_waited_for_is_kept()
    {
        Assert.False(_management.Sent([1], null));
        Assert.True(_management.Sent([2], new()));
    }

    [Theory]
    [InlineData("0", true)]
    [InlineData("4294967295", true)]
    [InlineData("4294967296", false)]
    [InlineData("-1", false)]
    [InlineData("+1", false)]
    [InlineData(" 1", false)]
    [InlineData("", false)]
    public void Counts_are_read_strictly(string text, bool expected) =>
        Assert.Equal(expected, StreamManagement.TryReadCount(new XmppElement("a", StreamManagement.Namespace) { ["h"] = text }, out _));

    [Fact]
    public void However_it_is_acknowledged_each_ticket_completes_once_and_in_order() =>
        Gen.Int[0, 5]
            .List[1, 30]
            .Sample(steps =>
            {
                var management = new StreamManagement();
                management.Enable("id");
                var tickets = new List<TaskCompletionSource>();
                var acked = 0;
                foreach (var step in steps)
                {
                    for (var i = 0; i < step; i++)
                    {
                        tickets.Add(new());
                        management.Sent([0], tickets[^1]);
                    }

                    acked = Math.Min(tickets.Count, acked + 2);
                    if (!management.TryAcknowledge((uint)acked))
                    {
                        return false;
                    }
                }

                return tickets.Take(acked).All(ticket => ticket.Task.IsCompleted)
                    && !tickets.Skip(acked).Any(ticket => ticket.Task.IsCompleted);
            });

    private List<TaskCompletionSource> Send(int count)
    {
        var tickets = Enumerable.Range(0, count).Select(_ => new TaskCompletionSource()).ToList();
        tickets.ForEach(ticket => _management.Sent([1], ticket));
        return tickets;
    }
}
