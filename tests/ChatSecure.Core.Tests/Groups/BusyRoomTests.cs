// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Core.Groups;
using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xml;
using static ChatSecure.Core.Tests.Groups.GroupFixture;

namespace ChatSecure.Core.Tests.Groups;

/// <summary>A room in which something is said each time that its archive is asked.</summary>
public sealed class BusyRoomTests : IAsyncLifetime
{
    private const string Archive = "urn:xmpp:mam:2";
    private const string Paging = "http://jabber.org/protocol/rsm";
    private const int PageLength = 5;

    private GroupFixture _fixture = null!;
    private int _said = 12;
    private int _sayings;
    private bool _isBusy = true;

    public async ValueTask InitializeAsync()
    {
        _fixture = await StartAsync();
        _fixture.Features[Archive] = true;
        _fixture.Server.OnIq("set", "query", Archive, Read);
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task One_is_in_a_room_in_which_more_is_said_than_can_be_read_and_has_all_of_it_in_the_end()
    {
        await _fixture.Store.CommitAsync(new(Alice) { Cursor = new(Room, "m1") }, TestContext.Current.CancellationToken);
        await _fixture.EnterAsync(("hag", "hag@shakespeare.test"));
        await UntilAsync(() => _fixture.Keeper.State == GroupState.Joined);
        await UntilAsync(() => Volatile.Read(ref _sayings) > 20);
        Assert.Equal(GroupState.Joined, _fixture.Keeper.State);

        Volatile.Write(ref _isBusy, false);
        await UntilStoredAsync(Volatile.Read(ref _said));
        await SayAsync();
        await UntilStoredAsync(_said);
        for (var message = 2; message <= _said; message++)
        {
            Assert.Equal($"text {message}", (await FindAsync(message))?.Body);
        }
    }

    private async Task UntilStoredAsync(int message)
    {
        for (var i = 0; i < 1_000 && await FindAsync(message) is null; i++)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    private Task<ChatMessage?> FindAsync(int message) =>
        _fixture.Store.Messages.FindArchivedAsync(Alice, RoomIds.Stored(Room, $"m{message}")).AsTask();

    private Task SayAsync()
    {
        var message = Interlocked.Increment(ref _said);
        return _fixture.Session.SendXmlAsync(Said(message, $"<stanza-id xmlns='urn:xmpp:sid:0' by='{Room}' id='m{message}'/>"));
    }

    private static string Said(int message, string more = "") =>
        $"<message xmlns='jabber:client' type='groupchat' from='{Room}/hag' id='o{message}'><body>text {message}</body>{more}</message>";

    private XmppElement Read(IqStanza request)
    {
        var set = request.Payload!.Child("set", Paging);
        var after = Number(set?.Child("after", Paging)?.Text) ?? 0;
        var said = Volatile.Read(ref _said);
        var isLast = set?.Child("before", Paging) is not null;
        var max = int.Parse(set?.Child("max", Paging)?.Text ?? "50", CultureInfo.InvariantCulture);
        List<int> page = [.. Enumerable.Range(1, said).Where(message => message > after)];
        page = isLast ? [.. page.TakeLast(Math.Min(max, PageLength))] : [.. page.Take(Math.Min(max, PageLength))];
        foreach (var message in page)
        {
            Send(
                $"<message from='{Room}' to='{Alice}'><result xmlns='{Archive}' queryid='{request.Payload["queryid"]}' id='m{message}'>"
                    + "<forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' stamp='2026-01-01T00:00:00Z'/>"
                    + $"{Said(message)}</forwarded></result></message>"
            );
        }

        if (Volatile.Read(ref _isBusy))
        {
            // It has come before the answer has.
            var seen = _fixture.Processed;
            SayAsync().GetAwaiter().GetResult();
            SpinWait.SpinUntil(() => _fixture.Processed > seen, TimeSpan.FromSeconds(10));
            Interlocked.Increment(ref _sayings);
        }

        var isComplete = page.Count == 0 || (isLast ? page[0] == 1 : page[^1] == said);
        var fin = new XmppElement("fin", Archive);
        if (isComplete)
        {
            fin["complete"] = "true";
        }

        var result = new XmppElement("set", Paging);
        if (page.Count > 0)
        {
            result.Add(new XmppElement("first", Paging) { Text = $"m{page[0]}" });
            result.Add(new XmppElement("last", Paging) { Text = $"m{page[^1]}" });
        }

        fin.Add(result);
        return fin;
    }

    private void Send(string xml) => _fixture.Session.SendXmlAsync(xml).GetAwaiter().GetResult();

    private static int? Number(string? id) => id is ['m', .. var number] ? int.Parse(number, CultureInfo.InvariantCulture) : null;
}
