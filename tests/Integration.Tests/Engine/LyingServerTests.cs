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

/// <summary>A server that lies to Alice: everything between her and Prosody passes through somebody who holds its key. Nothing false is shown as verified, as
/// said by Bob's key, or twice.</summary>
public sealed partial class LyingServerTests(ProsodyServer server) : IAsyncLifetime
{
    private const string Omemo = "urn:xmpp:omemo:2";

    private volatile Func<XmppElement, IEnumerable<XmppElement>> _lie = Truth;
    private volatile Func<XmppElement, IEnumerable<XmppElement>> _ask = Truth;
    private TlsRelay _relay = null!;
    private TestApp _alice = null!;
    private TestApp _bob = null!;

    public async ValueTask InitializeAsync()
    {
        _relay = new TlsRelay(server) { Lie = element => _lie(element), Ask = element => _ask(element) };
        _alice = await TestApp.StartAsync();
        await _alice.AddAccountAsync(server, UniqueName("alice"), through: _relay.Address);
        _bob = await TestApp.StartAsync();
        await _bob.AddAccountAsync(server, UniqueName("bob"));
        await _bob.DeliverAsync(_alice, "the first");
        await _alice.WaitForMessageAsync("the first");
        await _alice.DeliverAsync(_bob, "the answer");
        await _bob.WaitForMessageAsync("the answer");
        await VerifyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _alice.DisposeAsync();
        await _bob.DisposeAsync();
        await _relay.DisposeAsync();
    }

    [Fact]
    public async Task Without_lies_a_message_is_shown_as_verified()
    {
        await _bob.DeliverAsync(_alice, "the truth");

        var message = await _alice.WaitForMessageAsync("the truth");
        Assert.Equal((EncryptionKind.Omemo2, TrustLevel.Verified), (message.Encryption, message.Trust));
    }

    [Fact]
    public async Task A_message_that_is_replayed_is_shown_once()
    {
        var number = 0;
        _lie = element => IsFromBob(element) ? [element, Again(element), Again(element)] : [element];

        await _bob.DeliverAsync(_alice, "only once");
        await ThenAsync();

        Assert.Single(_alice.Received(_bob.Account), "only once");
        Assert.Single(await _alice.HistoryAsync(_bob.Account), "only once");

        // With other ids, as if it were another message.
        XmppElement Again(XmppElement element)
        {
            var copy = Copy(element);
            copy["id"] = $"replayed-{number++}";
            foreach (var id in copy.Elements("stanza-id", "urn:xmpp:sid:0").ToArray())
            {
                id["id"] = $"replayed-{number++}";
            }

            return copy;
        }
    }

    [Fact]
    public async Task Messages_that_come_in_another_order_and_with_one_left_out_are_all_read()
    {
        var kept = new ConcurrentQueue<XmppElement>();
        var seen = 0;
        _lie = element =>
        {
            if (!IsFromBob(element) || ++seen > 4)
            {
                return [element];
            }

            // The second is lost; the others come last first.
            kept.Enqueue(element);
            return kept.Count < 4 ? [] : [.. kept.Where((_, index) => index != 1).Reverse()];
        };

        foreach (var text in (string[])["one", "two", "three", "four"])
        {
            await _bob.DeliverAsync(_alice, text);
        }

        await ThenAsync();
        Assert.Equal(["four", "one", "three"], _alice.Received(_bob.Account)[1..^1].Order(StringComparer.Ordinal));
        Assert.All(Incoming(), message => Assert.Equal(TrustLevel.Verified, message.Trust));
    }

    [Fact]
    public async Task A_message_whose_ciphertext_is_changed_is_not_shown()
    {
        _lie = element =>
        {
            if (IsFromBob(element) && element.Child("encrypted", Omemo)?.Child("payload", Omemo) is { } payload)
            {
                var bytes = Convert.FromBase64String(payload.Text);
                bytes[^1] ^= 1;
                payload.Text = Convert.ToBase64String(bytes);
            }

            return [element];
        };

        await _bob.DeliverAsync(_alice, "pay 100");
        await _alice.WaitForAsync<MessageAdded>(added => added.Message.DecryptFailure is not null);
        _lie = Truth;
        await ThenAsync();

        var changed = Assert.Single(Incoming(), message => message.DecryptFailure is not null);
        Assert.Null(changed.Body);
        Assert.Null(changed.SenderKey);
    }

    [Fact]
    public async Task What_the_server_writes_itself_is_shown_as_what_nobody_protected()
    {
        _lie = element => IsFromBob(element) ? [element, Forged()] : [element];

        await _bob.DeliverAsync(_alice, "real");
        var forged = await _alice.WaitForMessageAsync("forged");

        Assert.Equal((EncryptionKind.None, null, null), (forged.Encryption, forged.Trust, forged.SenderKey));

        XmppElement Forged() =>
            XmppElement.Parse(
                Encoding.UTF8.GetBytes(
                    $"<message type='chat' id='forged' from='{_bob.Account}/x' to='{_alice.Account}'><body>forged</body></message>"
                )
            );
    }

    [Fact]
    public async Task A_message_of_somebody_else_is_not_read_as_Bobs()
    {
        await using var mallory = await TestApp.StartAsync();
        await mallory.AddAccountAsync(server, UniqueName("mallory"));
        _lie = element =>
        {
            if (element.Name == "message" && element["from"]?.StartsWith(mallory.Account.ToString(), StringComparison.Ordinal) == true)
            {
                element["from"] = $"{_bob.Account}/x";
            }

            return [element];
        };

        await mallory.DeliverAsync(_alice, "I am Bob");
        await ThenAsync();

        Assert.DoesNotContain("I am Bob", _alice.Received(_bob.Account));
        Assert.DoesNotContain("I am Bob", await _alice.HistoryAsync(_bob.Account));
    }

    [Fact]
    public async Task A_forged_archive_brings_nothing_that_is_shown_as_protected()
    {
        await _alice.DisconnectAsync();
        await _bob.DeliverAsync(_alice, "while away");
        _lie = element =>
        {
            if (Archived(element) is { } stanza)
            {
                // The archive tells another text, in the clear.
                foreach (var child in stanza.Children.ToArray())
                {
                    stanza.Remove(child);
                }

                stanza.Add(new XmppElement("body", "jabber:client") { Text = "archived lie" });
            }

            return [element];
        };

        await _alice.ConnectAsync();
        var lie = await _alice.WaitForAsync<MessageAdded>(added => added.Message.Body == "archived lie");

        Assert.Equal((EncryptionKind.None, null, null), (lie.Message.Encryption, lie.Message.Trust, lie.Message.SenderKey));
        Assert.DoesNotContain("while away", _alice.Received(_bob.Account));
    }

    [Fact]
    public async Task A_device_that_the_server_adds_to_a_verified_contact_is_not_trusted_and_gets_no_message()
    {
        await TestApp.BefriendAsync(_bob, _alice);
        await using var spy = await TestApp.StartAsync();
        await spy.AddAccountAsync(server, UniqueName("spy"));
        await spy.DeliverAsync(_alice, "hello from a stranger");
        await _alice.WaitForMessageAsync("hello from a stranger");
        var device = (await spy.Client.Trust.DevicesAsync(spy.Account)).Single(known => known.IsThisDevice);
        var number = $"{device.Device.Value}";

        var headers = new ConcurrentQueue<XmppElement>();
        AddDevice(
            _bob.Account,
            spy.Account,
            number,
            element =>
            {
                // To the spy itself she may write.
                var isToBob = element["to"] is { } to && Jid.Parse(to).Bare == _bob.Account;
                if (isToBob && element.Child("encrypted", Omemo)?.Child("header", Omemo) is { } header)
                {
                    headers.Enqueue(header);
                }
            }
        );
        await _alice.DisconnectAsync();
        await _alice.ConnectAsync();
        await _alice.DeliverAsync(_bob, "for Bob alone");
        await _alice.WaitForAsync<DeviceChanged>(change => change.Device.Owner == _bob.Account && change.Device.Device == device.Device);
        await _alice.DeliverAsync(_bob, "and again");
        await _bob.WaitForMessageAsync("and again");

        var keys = headers.SelectMany(Descendants).Select(key => key["rid"]).ToList();
        Assert.NotEmpty(keys);
        Assert.DoesNotContain(number, keys);
        var claimed = (await _alice.Client.Trust.DevicesAsync(_alice.Account, _bob.Account)).Single(known => known.Device == device.Device);
        Assert.Equal(TrustLevel.Undecided, claimed.Trust);
    }

    /// <summary>The spy's device is said to be one of the owner's, and who asks for its keys gets the spy's.</summary>
    private void AddDevice(Jid owner, Jid spy, string number, Action<XmppElement> sent)
    {
        var asked = new ConcurrentDictionary<string, bool>();
        _ask = element =>
        {
            if (element.Name == "iq" && Descendants(element).Any(found => found["id"] == number))
            {
                asked[element["id"]!] = true;
                element["to"] = spy.ToString();
            }

            sent(element);
            return [element];
        };
        _lie = element =>
        {
            // What has no sender comes from our own account.
            if ((element["from"] is { } from ? Jid.Parse(from).Bare : _alice.Account) == owner)
            {
                Descendants(element)
                    .FirstOrDefault(found => found.Is("devices", Omemo))
                    ?.Add(new XmppElement("device", Omemo) { ["id"] = number });
            }

            if (element["id"] is { } id && asked.ContainsKey(id))
            {
                element["from"] = owner.ToString();
            }

            return [element];
        };
    }

    private static string UniqueName(string name) => $"{name}-{Guid.NewGuid().ToString("N")[..8]}";

    private static IEnumerable<XmppElement> Truth(XmppElement element) => [element];

    private static XmppElement Copy(XmppElement element) => XmppElement.Parse(element.ToUtf8());

    private static IEnumerable<XmppElement> Descendants(XmppElement element) =>
        element.Children.SelectMany(child => Descendants(child).Prepend(child));

    private static XmppElement? Archived(XmppElement element) =>
        element.Child("result", "urn:xmpp:mam:2")?.Child("forwarded", "urn:xmpp:forward:0")?.Child("message", "jabber:client") is { } stanza
        && stanza.Child("encrypted", Omemo) is not null
            ? stanza
            : null;

    private bool IsFromBob(XmppElement element) =>
        element.Name == "message"
        && element["from"]?.StartsWith(_bob.Account.ToString(), StringComparison.Ordinal) == true
        && element.Child("encrypted", Omemo)?.Child("payload", Omemo) is not null;

    /// <summary>One more message has come: so all before it has been dealt with.</summary>
    private async Task ThenAsync()
    {
        await _bob.DeliverAsync(_alice, "and then");
        await _alice.WaitForMessageAsync("and then");
    }

    private IEnumerable<ChatMessage> Incoming() =>
        _alice
            .Events.OfType<MessageAdded>()
            .Select(added => added.Message)
            .Where(message => message.Conversation.Peer == _bob.Account)
            .Where(message => message.Direction == MessageDirection.Incoming && message.Body != "the first");

    private async Task VerifyAsync()
    {
        var key = (await _bob.Client.Trust.DevicesAsync(_bob.Account)).Single(device => device.IsThisDevice).Fingerprint!.Value;
        await _alice.Client.Trust.SetTrustAsync(_alice.Account, _bob.Account, key, TrustLevel.Verified);
    }
}
