// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Messaging;

namespace ChatSecure.Integration.Tests.Engine;

/// <summary>Three devices of one account that talk with two contacts, all by OMEMO: whatever they do and whenever they are there, they end with one history.</summary>
public sealed class ManyDevicesTests(ProsodyServer server)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(40);

    [Fact]
    public async Task Three_devices_and_two_contacts_end_with_the_same_history()
    {
        await using var people = await PeopleAsync();
        var (alice, carol, phone, desk, tablet) = people;
        var hello = await alice.DeliverAsync(phone, "hello from alice");
        var greeting = await carol.DeliverAsync(phone, "greetings from carol");
        await people.AllOfBobHaveAsync("hello from alice", "greetings from carol");

        // All there: each device writes, and acts on what others have written.
        var answer = await phone.DeliverAsync(alice, "from the phone");
        await people.AllOfBobHaveAsync("from the phone");
        await alice.WaitForMessageAsync("from the phone");
        await tablet.Client.Conversations.EditAsync(tablet.With(alice), answer.Id, "from the phone, mended on the tablet");
        await desk.Client.Conversations.ReactAsync(new(desk.With(carol), MessageDirection.Incoming, greeting.Id), ["👍"]);
        await carol.WaitForAsync<MessageChanged>(change => change.Act?.Kind == MessageActKind.Reaction, _patience);
        await alice.WaitForAsync<MessageChanged>(change => change.Act?.Kind == MessageActKind.Edit, _patience);
        await people.SettleAsync();

        // The tablet is away while everything happens that can happen.
        await tablet.DisconnectAsync();
        var mistake = await desk.DeliverAsync(carol, "a mistake");
        await carol.WaitForMessageAsync("a mistake");
        await phone.WaitForMessageAsync("a mistake");
        await phone.Client.Conversations.RetractAsync(phone.With(carol), mistake.Id);
        await phone.Client.Conversations.ReactAsync(new(phone.With(carol), MessageDirection.Incoming, greeting.Id), ["🎉"]);
        await carol.WaitForAsync<MessageChanged>(change => change.Act?.Emojis is ["🎉"], _patience);
        await carol.Client.Conversations.EditAsync(carol.With(phone), greeting.Id, "greetings, edited");
        await alice.Client.Conversations.ReactAsync(new(alice.With(phone), MessageDirection.Incoming, answer.Id), ["❤️"]);
        await alice.Client.Conversations.SendAsync(alice.With(phone), new("to your answer") { ReplyTo = answer.Id });
        await desk.WaitForMessageAsync("to your answer");
        await desk.Client.Conversations.MarkReadAsync(desk.With(alice));
        await alice.Client.Conversations.MarkReadAsync(alice.With(phone));
        await desk.WaitForAsync<MessageChanged>(change => change.Message.State == DeliveryState.Displayed, _patience);

        // What the tablet does meanwhile waits in it, and one of its contacts is away when it comes back.
        await tablet.Client.Conversations.ReactAsync(new(tablet.With(alice), MessageDirection.Incoming, hello.Id), ["👋"]);
        await carol.DisconnectAsync();
        await tablet.ConnectAsync();
        await tablet.DeliverAsync(carol, "from the tablet");
        await people.AllOfBobHaveAsync("from the tablet");
        await alice.WaitForAsync<MessageChanged>(change => change.Act?.Emojis is ["👋"], _patience);
        await carol.ConnectAsync();
        await carol.WaitForMessageAsync("from the tablet");
        await people.SettleAsync();
        await phone.Client.Conversations.MarkReadAsync(phone.With(carol));
        await tablet.Client.Conversations.MarkReadAsync(tablet.With(alice));

        await people.AssertSameAsync(
            alice,
            new Line("hello from alice", MessageDirection.Incoming, "👋"),
            new Line("from the phone, mended on the tablet", MessageDirection.Outgoing, "❤️") { IsEdited = true, IsDisplayed = true },
            new Line("to your answer", MessageDirection.Incoming) { Answers = answer.Id }
        );
        await people.AssertSameAsync(
            carol,
            new Line("greetings, edited", MessageDirection.Incoming, "🎉") { IsEdited = true },
            new Line(null, MessageDirection.Outgoing) { IsRetracted = true },
            new Line("from the tablet", MessageDirection.Outgoing)
        );
        await people.AllOfBobHaveReadAsync(alice);
        await people.AllOfBobHaveReadAsync(carol);
    }

    [Fact]
    public async Task Devices_that_change_the_same_message_at_once_agree_in_the_end()
    {
        await using var people = await PeopleAsync();
        var (alice, carol, phone, desk, tablet) = people;
        var hello = await alice.DeliverAsync(phone, "hello");
        await people.AllOfBobHaveAsync("hello");
        var ours = await phone.DeliverAsync(alice, "draft");
        await people.AllOfBobHaveAsync("hello", "draft");
        await alice.WaitForMessageAsync("draft");
        for (var round = 0; round < 5; round++)
        {
            var acts = people.Devices.SelectMany(device =>
                new Task[]
                {
                    device.Client.Conversations.EditAsync(device.With(alice), ours.Id, $"{round} by {people.NameOf(device)}"),
                    // In turn one of them takes the reaction back.
                    device.Client.Conversations.ReactAsync(
                        new(device.With(alice), MessageDirection.Incoming, hello.Id),
                        people.Devices[round % 3] == device ? [] : [people.EmojiOf(device)]
                    ),
                }
            );
            await Task.WhenAll(acts);
            await people.SettleAsync();
            var histories = new List<string>();
            foreach (var app in (TestApp[])[.. people.Devices, alice])
            {
                var peer = app == alice ? phone : alice;
                var messages = (await app.Client.Conversations.HistoryAsync(app.With(peer))).Messages;
                histories.Add(
                    string.Join('|', messages.Select(one => $"{one.Body} {string.Join(' ', one.Reactions.Select(r => r.Emojis[0]))}"))
                );
            }

            Assert.Single(histories.Distinct());
        }
    }

    private async Task<People> PeopleAsync()
    {
        var alice = await NewAppAsync("alice");
        var carol = await NewAppAsync("carol");
        var phone = await NewAppAsync("bob");
        await TestApp.BefriendAsync(alice, phone);
        await TestApp.BefriendAsync(carol, phone);
        var desk = await AnotherDeviceAsync(phone, 2);
        var tablet = await AnotherDeviceAsync(phone, 3);
        await desk.WaitForDevicesAsync(3);
        return new People(alice, carol, phone, desk, tablet);
    }

    private async Task<TestApp> NewAppAsync(string name)
    {
        var app = await TestApp.StartAsync();
        await app.AddAccountAsync(server, $"{name}-{Guid.NewGuid().ToString("N")[..8]}");
        return app;
    }

    private async Task<TestApp> AnotherDeviceAsync(TestApp first, int count)
    {
        var app = await TestApp.StartAsync();
        await app.AddAccountAsync(server, first.Account.Local!, register: false);
        await first.WaitForDevicesAsync(count);
        await app.WaitForDevicesAsync(count);
        return app;
    }

    /// <summary>What a person sees of a message.</summary>
    private sealed record Line(string? Body, MessageDirection Direction, params IReadOnlyList<string> Emojis)
    {
        public bool IsEdited { get; init; }

        public bool IsRetracted { get; init; }

        public bool IsDisplayed { get; init; }

        public MessageId? Answers { get; init; }

        public override string ToString() =>
            $"{Direction} {Body} [{string.Join(' ', Emojis)}] edited={IsEdited} retracted={IsRetracted} displayed={IsDisplayed} answers={Answers}";

        public static Line Of(ChatMessage message) =>
            new(message.Body, message.Direction, [.. message.Reactions.SelectMany(reaction => reaction.Emojis)])
            {
                IsEdited = message.EditedAt is not null,
                IsRetracted = message.RetractedAt is not null,
                IsDisplayed = message is { Direction: MessageDirection.Outgoing, State: DeliveryState.Displayed },
                Answers = message.ReplyTo,
            };
    }

    private sealed record People(TestApp Alice, TestApp Carol, TestApp Phone, TestApp Desk, TestApp Tablet) : IAsyncDisposable
    {
        private int _rounds;

        public IReadOnlyList<TestApp> Devices => [Phone, Desk, Tablet];

        public string NameOf(TestApp device) =>
            device == Phone ? "phone"
            : device == Desk ? "desk"
            : "tablet";

        public string EmojiOf(TestApp device) =>
            device == Phone ? "👍"
            : device == Desk ? "🎉"
            : "👋";

        public async Task AllOfBobHaveAsync(params IReadOnlyList<string> bodies)
        {
            foreach (var device in Devices)
            {
                foreach (var body in bodies)
                {
                    await device.WaitForAsync<MessageAdded>(added => added.Message.Body == body, _patience);
                }
            }
        }

        /// <summary>Waits until each device and contact has everything that was on its way: what comes last from each of them has come everywhere.</summary>
        public async Task SettleAsync()
        {
            var round = ++_rounds;
            foreach (var device in Devices)
            {
                foreach (var contact in (TestApp[])[Alice, Carol])
                {
                    await MarkAsync(device, contact, [contact, .. Devices.Where(other => other != device)], round);
                }
            }

            foreach (var contact in (TestApp[])[Alice, Carol])
            {
                await MarkAsync(contact, Phone, Devices, round);
            }
        }

        /// <summary>All devices show these lines, and nothing else of what they show differs either.</summary>
        public async Task AssertSameAsync(TestApp contact, params IReadOnlyList<Line> expected)
        {
            foreach (var device in Devices)
            {
                var messages = (await device.Client.Conversations.HistoryAsync(device.With(contact), 1000)).Messages;
                Assert.All(messages, message => Assert.Equal(EncryptionKind.Omemo2, message.Encryption));
                Assert.Equal(
                    expected.Select(line => $"{line}"),
                    messages
                        .Where(message => message.Body?.StartsWith(Marker, StringComparison.Ordinal) != true)
                        .Select(one => $"{Line.Of(one)}")
                );
            }

            var ids = new List<string>();
            foreach (var device in Devices)
            {
                var messages = (await device.Client.Conversations.HistoryAsync(device.With(contact), 1000)).Messages;
                ids.Add(string.Join('\n', messages.Select(message => $"{message.Direction} {message.Id} {message.From} {KeyOf(message)}")));
            }

            Assert.Single(ids.Distinct());
        }

        public async Task AllOfBobHaveReadAsync(TestApp contact)
        {
            foreach (var device in Devices)
            {
                using var patience = new CancellationTokenSource(_patience);
                await foreach (var batch in device.Client.Conversations.WatchAsync(device.Account, patience.Token))
                {
                    if (batch.Items.Any(conversation => conversation.Id.Peer == contact.Account && conversation.UnreadCount == 0))
                    {
                        break;
                    }
                }
            }
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var app in (TestApp[])[Alice, Carol, .. Devices])
            {
                await app.DisposeAsync();
            }
        }

        private const string Marker = "settled ";

        // A device does not say of its own messages by which key they went.
        private static string? KeyOf(ChatMessage message) => message.Direction == MessageDirection.Incoming ? message.SenderKey?.Hex : null;

        private static async Task MarkAsync(TestApp from, TestApp to, IReadOnlyList<TestApp> receivers, int round)
        {
            var body = $"{Marker}{round} {from.GetHashCode()}";
            await from.DeliverAsync(to, body);
            foreach (var receiver in receivers)
            {
                await receiver.WaitForAsync<MessageAdded>(added => added.Message.Body == body, _patience);
            }
        }
    }
}
