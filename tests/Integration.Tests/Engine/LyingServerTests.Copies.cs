// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Concurrent;
using System.Text;
using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Messaging;
using ChatSecure.Network.Xml;

namespace ChatSecure.Integration.Tests.Engine;

/// <summary>Lies about one's own devices, and in what only the server can tell: archives, carbons, and the archives of rooms.</summary>
public sealed partial class LyingServerTests
{
    private const string Mam = "urn:xmpp:mam:2";
    private const string Carbons = "urn:xmpp:carbons:2";
    private const string Forward = "urn:xmpp:forward:0";

    [Fact]
    public async Task A_device_that_the_server_adds_to_our_own_is_told_and_gets_no_message_once_we_have_verified_one()
    {
        await using var desk = await TestApp.StartAsync();
        await desk.AddAccountAsync(server, _alice.Account.Local!, register: false);
        await _alice.WaitForDevicesAsync(2);
        var own = (await desk.Client.Trust.DevicesAsync(desk.Account)).Single(device => device.IsThisDevice);
        await _alice.Client.Trust.SetTrustAsync(_alice.Account, _alice.Account, own.Fingerprint!.Value, TrustLevel.Verified);
        await using var spy = await TestApp.StartAsync();
        await spy.AddAccountAsync(server, UniqueName("spy"));
        var device = (await spy.Client.Trust.DevicesAsync(spy.Account)).Single(known => known.IsThisDevice);
        var number = $"{device.Device.Value}";

        var receivers = new ConcurrentQueue<string>();
        AddDevice(
            _alice.Account,
            spy.Account,
            number,
            element =>
            {
                if (element.Name == "message" && element.Child("encrypted", Omemo)?.Child("header", Omemo) is { } header)
                {
                    foreach (var key in Descendants(header).Where(found => found.Name == "key"))
                    {
                        receivers.Enqueue(key["rid"]!);
                    }
                }
            }
        );
        await _alice.DisconnectAsync();
        await _alice.ConnectAsync();
        await _alice.DeliverAsync(_bob, "for Bob and my desk");
        await _bob.WaitForMessageAsync("for Bob and my desk");
        await _alice.WaitForAsync<DeviceChanged>(change => change.Device.Owner == _alice.Account && change.Device.Device == device.Device);
        await _alice.DeliverAsync(_bob, "and again");
        await _bob.WaitForMessageAsync("and again");

        Assert.Contains($"{own.Device.Value}", receivers);
        Assert.DoesNotContain(number, receivers);
        var claimed = (await _alice.Client.Trust.DevicesAsync(_alice.Account)).Single(known => known.Device == device.Device);
        Assert.Equal(TrustLevel.Undecided, claimed.Trust);
    }

    [Fact]
    public async Task An_archive_that_is_told_backwards_and_twice_is_shown_once()
    {
        await _alice.DisconnectAsync();
        foreach (var text in (string[])["one", "two", "three"])
        {
            await _bob.DeliverAsync(_alice, text);
        }

        var (number, told) = (0, 0);
        var kept = new List<XmppElement>();
        _lie = element =>
        {
            if (Archived(element) is not null)
            {
                kept.Add(element);
                return [];
            }

            if (kept.Count == 0 || element.Child("fin", Mam) is null)
            {
                return [element];
            }

            // The page ends: now the last comes first, and each once more as if it were another one.
            XmppElement[] page = [.. Enumerable.Reverse(kept), .. kept.Select(Again), element];
            told += kept.Count;
            kept.Clear();
            return page;
        };

        await _alice.ConnectAsync();
        _lie = Truth;
        await ThenAsync();

        Assert.True(told >= 3, $"Only {told} messages came from the archive.");
        foreach (var seen in (IEnumerable<string>[])[_alice.Received(_bob.Account), await _alice.HistoryAsync(_bob.Account)])
        {
            Assert.Equal(["one", "three", "two"], seen.Where(text => text is "one" or "two" or "three").Order(StringComparer.Ordinal));
        }

        Assert.All(Incoming(), message => Assert.Equal((null, TrustLevel.Verified), (message.DecryptFailure, message.Trust)));

        XmppElement Again(XmppElement element)
        {
            var copy = Copy(element);
            copy.Child("result", Mam)!["id"] = $"again-{number++}";
            Archived(copy)!["id"] = $"again-{number++}";
            return copy;
        }
    }

    [Fact]
    public async Task Carbons_that_others_send_are_nothing_and_those_that_the_server_makes_up_are_shown_as_unprotected()
    {
        var replayed = new ConcurrentQueue<XmppElement>();
        _lie = element =>
        {
            if (!IsFromBob(element))
            {
                return [element];
            }

            // What Bob wrote comes once more, as if another device of ours had got it.
            var carbon = Carbon(_alice.Account, "received", Copy(element));
            replayed.Enqueue(carbon);
            return
            [
                element,
                carbon,
                Carbon(_bob.Account, "received", Plain(_bob.Account, _alice.Account, "from a carbon by Bob")),
                Carbon(_bob.Account, "sent", Plain(_alice.Account, _bob.Account, "ours, says Bob")),
                Carbon(_alice.Account, "received", Plain(_bob.Account, _alice.Account, "made up for Bob")),
                Carbon(_alice.Account, "sent", Plain(_alice.Account, _bob.Account, "made up for us")),
            ];
        };

        await _bob.DeliverAsync(_alice, "written once");
        await _alice.WaitForAsync<MessageAdded>(added => added.Message.Body == "made up for us");
        _lie = Truth;
        await ThenAsync();

        Assert.NotEmpty(replayed);
        var messages = (await _alice.Client.Conversations.HistoryAsync(_alice.With(_bob), 1000)).Messages;
        Assert.Single(messages, message => message.Body == "written once");
        Assert.DoesNotContain(messages, message => message.Body is "from a carbon by Bob" or "ours, says Bob");
        var madeUp = messages.Where(message => message.Body?.StartsWith("made up", StringComparison.Ordinal) == true).ToList();
        Assert.Equal(2, madeUp.Count);
        Assert.All(
            madeUp,
            message => Assert.Equal((EncryptionKind.None, null, null), (message.Encryption, message.Trust, message.SenderKey))
        );
    }

    [Fact]
    public async Task The_archive_of_a_room_can_not_put_words_into_the_mouth_of_a_verified_member()
    {
        await using var mallory = await TestApp.StartAsync();
        await mallory.AddAccountAsync(server, UniqueName("mallory"));
        var room = await GroupScenes.PrivateAsync(_alice, _bob, mallory);
        await _bob.DeliverAsync(room, "truly Bob");
        var true1 = await _alice.WaitForMessageAsync("truly Bob");
        Assert.Equal((_bob.Account, TrustLevel.Verified), (true1.From, true1.Trust));
        var (bobs, mallorys) = ((await GroupScenes.GroupAsync(_bob)).Room.Nick!, (await GroupScenes.GroupAsync(mallory)).Room.Nick!);
        await _alice.DisconnectAsync();
        await mallory.DeliverAsync(room, "I am Bob");
        await mallory.DeliverAsync(room, "in the clear");

        // All that tells who wrote it says Bob; what is encrypted stays as Mallory's device made it, or is text in the clear.
        var lies = 0;
        _lie = element =>
        {
            if (Archived(element) is { } stanza && stanza["from"] == $"{room}/{mallorys}")
            {
                stanza["from"] = $"{room}/{bobs}";
                foreach (var item in Descendants(stanza).Where(found => found.Name == "item" && found["jid"] is not null))
                {
                    item["jid"] = $"{_bob.Account}/x";
                }

                if (stanza.Child("occupant-id", "urn:xmpp:occupant-id:0") is { } occupant && true1.OccupantId is { } id)
                {
                    occupant["id"] = id;
                }

                if (++lies == 2)
                {
                    stanza.Remove(stanza.Child("encrypted", Omemo)!);
                    stanza.Add(new XmppElement("body", "jabber:client") { Text = "pay Mallory" });
                }
            }

            return [element];
        };
        await _alice.ConnectAsync();
        await _bob.DeliverAsync(room, "truly Bob again");
        await _alice.WaitForMessageAsync("truly Bob again");

        Assert.Equal(2, lies);
        var shown = (await _alice.Client.Conversations.HistoryAsync(_alice.With(room), 1000)).Messages;
        var key = true1.SenderKey;
        Assert.Equal(
            ["truly Bob", "truly Bob again"],
            shown.Where(message => message.Trust == TrustLevel.Verified || message.SenderKey == key).Select(message => message.Body)
        );
        Assert.DoesNotContain(shown, message => message.From == _bob.Account && message.Body == "I am Bob");
        Assert.All(
            shown.Where(message => message.Body == "pay Mallory"),
            message => Assert.Equal((EncryptionKind.None, null, null), (message.Encryption, message.Trust, message.SenderKey))
        );
    }

    private static XmppElement Carbon(Jid from, string kind, XmppElement stanza) =>
        new XmppElement("message", "jabber:client") { ["from"] = from.ToString(), ["type"] = "chat" }.Add(
            new XmppElement(kind, Carbons).Add(new XmppElement("forwarded", Forward).Add(stanza))
        );

    private static XmppElement Plain(Jid from, Jid to, string body) =>
        XmppElement.Parse(
            Encoding.UTF8.GetBytes(
                $"<message xmlns='jabber:client' type='chat' id='{Guid.NewGuid():N}' from='{from}/x' to='{to}'><body>{body}</body></message>"
            )
        );
}
