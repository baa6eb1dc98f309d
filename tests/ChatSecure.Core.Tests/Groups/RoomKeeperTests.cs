// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Core.Groups;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using static ChatSecure.Core.Tests.Groups.GroupFixture;

namespace ChatSecure.Core.Tests.Groups;

/// <summary>What keeps us in a room, and what does not.</summary>
public sealed class RoomKeeperTests : IAsyncLifetime
{
    private GroupFixture _fixture = null!;
    private int _pings;

    public async ValueTask InitializeAsync()
    {
        _fixture = await StartAsync();
        Answer(null);
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task After_a_silence_the_room_is_asked_whether_we_are_still_there_and_entered_again_if_not()
    {
        await _fixture.EnterAsync();
        Assert.Equal(0, _pings);
        await UntilPingedAsync(1);
        Assert.Equal(GroupState.Joined, _fixture.Keeper.State);

        Answer("not-acceptable");
        await UntilPingedAsync(2);
        await UntilAsync(() => _fixture.Keeper.State == GroupState.Joining, Tick);
        await _fixture.AdmitAsync();
        await UntilAsync(() => _fixture.Keeper.State == GroupState.Joined);
    }

    [Fact]
    public async Task A_server_of_the_room_that_is_out_of_reach_is_no_reason_to_enter_again()
    {
        await _fixture.EnterAsync();
        Answer("remote-server-timeout");
        await UntilPingedAsync(1);

        // It is asked again, and is then found where we are: nothing was entered in between.
        await UntilPingedAsync(2);
        Answer(null);
        await UntilPingedAsync(3);
        Assert.Equal(GroupState.Joined, _fixture.Keeper.State);
        await _fixture.Session.SendXmlAsync("<iq type='get' id='last'><query xmlns='jabber:iq:version'/></iq>");
        Assert.Equal("last", (await _fixture.Session.ExpectAsync("iq"))["id"]);
    }

    [Fact]
    public async Task On_a_resumed_stream_the_room_is_asked_at_once()
    {
        using var first = new CancellationTokenSource();
        _fixture.Book.Start(first.Token);
        await _fixture.AdmitAsync();
        await _fixture.Keeper.Entered.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        // The connection is gone and comes back with the same stream; meanwhile the room has let us go.
        await first.CancelAsync();
        await UntilAsync(() => _fixture.Keeper.State == GroupState.Joining);
        Answer("not-acceptable");
        await _fixture.EnterAsync();
        Assert.Equal((1, GroupState.Joined), (_pings, _fixture.Keeper.State));
    }

    [Theory]
    [InlineData("<status code='307'/>", "kicked")]
    [InlineData("<status code='301'/>", "banned")]
    [InlineData("<status code='321'/>", "affiliation-lost")]
    [InlineData("<status code='322'/>", "members-only")]
    [InlineData("<destroy jid='new@muc.example.test'><reason>Moved</reason></destroy>", "destroyed")]
    public async Task Who_was_made_to_leave_stays_out_and_knows_why(string content, string reason)
    {
        await _fixture.EnterAsync();
        await _fixture.VanishAsync("alice", content);
        await UntilAsync(() => _fixture.Keeper.State == GroupState.Refused);

        Assert.Equal((reason, true, true), (_fixture.Keeper.Group.Reason, _fixture.Keeper.IsGivenUp, _fixture.Keeper.IsRefusedForGood));
        var stored = Assert.Single(await _fixture.Store.Rooms.ListAsync(Alice, TestContext.Current.CancellationToken));
        Assert.Equal((reason, reason == "destroyed" ? "Moved" : null), (stored.Refusal, stored.RefusalText));
        Assert.Equal(reason == "destroyed" ? "new@muc.example.test" : null, stored.Alternate?.ToString());

        // Neither time nor a new stream brings us back.
        _fixture.Time.Advance(TimeSpan.FromDays(1));
        _fixture.Book.Start(TestContext.Current.CancellationToken);
        await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.Equal(GroupState.Refused, _fixture.Keeper.State);
    }

    [Fact]
    public async Task A_service_that_shut_down_is_entered_again()
    {
        await _fixture.EnterAsync();
        await _fixture.VanishAsync("alice", "<status code='332'/>");
        await UntilAsync(() => _fixture.Keeper.State == GroupState.Joining, Tick);
        await _fixture.AdmitAsync();
        await UntilAsync(() => _fixture.Keeper.State == GroupState.Joined);
    }

    [Fact]
    public async Task A_name_that_is_taken_gets_a_number_a_few_times()
    {
        _fixture.Book.Start(TestContext.Current.CancellationToken);
        foreach (var name in new[] { "alice", "alice_2", "alice_3" })
        {
            var wish = await _fixture.ExpectJoinAsync();
            Assert.Equal($"{Room}/{name}", wish["to"]);
            await RefuseAsync(wish["id"]!, name, "cancel", "conflict");
        }

        await _fixture.AdmitAsync();
        await _fixture.Keeper.Entered.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.Equal("alice_4", _fixture.Keeper.Info.Nick);
    }

    [Theory]
    [InlineData("forbidden", "banned", true)]
    [InlineData("registration-required", "members-only", true)]
    [InlineData("not-authorized", "password-required", true)]
    [InlineData("service-unavailable", "full", false)]
    public async Task A_refusal_says_why_and_what_may_pass_is_tried_again_with_the_next_stream(
        string condition,
        string reason,
        bool isForGood
    )
    {
        using var first = new CancellationTokenSource();
        _fixture.Book.Start(first.Token);
        var wish = await _fixture.ExpectJoinAsync();
        await RefuseAsync(wish["id"]!, "alice", "auth", condition);
        var error = await Assert.ThrowsAsync<ChatSecureException>(() => _fixture.Keeper.Entered.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal((ErrorKind.Protocol, reason), (error.Kind, error.Condition));
        await UntilAsync(() => _fixture.Keeper.State == GroupState.Refused);
        Assert.Equal((reason, isForGood), (_fixture.Keeper.Group.Reason, _fixture.Keeper.IsRefusedForGood));

        await first.CancelAsync();
        if (isForGood)
        {
            _fixture.Book.Start(TestContext.Current.CancellationToken);
            Assert.Equal(GroupState.Refused, _fixture.Keeper.State);
        }
        else
        {
            await _fixture.EnterAsync();
            Assert.Null(_fixture.Keeper.Info.Refusal);
        }
    }

    [Fact]
    public async Task What_a_former_process_was_refused_is_known_at_once()
    {
        await using var later = await StartAsync(
            new RoomInfo
            {
                Jid = Room,
                IsAutoJoined = true,
                Refusal = "banned",
                RefusalText = "Out",
            }
        );
        later.Book.Start(TestContext.Current.CancellationToken);

        Assert.Equal((GroupState.Refused, "banned"), (later.Keeper.State, later.Keeper.Group.Reason));
    }

    // Minute by minute: a pause that begins only now is waited for, too.
    private Task UntilPingedAsync(int count) =>
        UntilAsync(() => Volatile.Read(ref _pings) >= count, () => _fixture.Time.Advance(TimeSpan.FromMinutes(1)));

    private void Tick() => _fixture.Time.Advance(TimeSpan.FromSeconds(1));

    private void Answer(string? condition) =>
        _fixture.Server.OnIq(
            "get",
            "ping",
            "urn:xmpp:ping",
            request =>
            {
                if (request.To?.Bare != Room)
                {
                    return null;
                }

                Interlocked.Increment(ref _pings);
                return condition is null ? null : throw new StanzaErrorException(condition);
            }
        );

    private Task RefuseAsync(string id, string nick, string type, string condition) =>
        _fixture.Session.SendXmlAsync(
            $"<presence type='error' id='{id}' from='{Room}/{nick}'><error type='{type}'><{condition} xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></presence>"
        );
}
