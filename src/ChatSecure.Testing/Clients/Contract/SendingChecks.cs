// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Messaging;
using ChatSecure.Testing.Stores.Contract;

namespace ChatSecure.Testing.Clients.Contract;

/// <summary>Messages on their way.</summary>
internal static class SendingChecks
{
    public static IReadOnlyList<ChatClientCheck> All { get; } =
    [
        new("A message arrives encrypted, under the same id, from the sender's key", ArrivesAsync),
        new("A message's state moves forward to received, and to displayed once it was read", StatesAsync),
        new("What is read while offline is told with the next connection", ReadOfflineAsync),
        new("What is written while offline waits, and goes out in order with the next connection", OfflineAsync),
        new("What was sent to who is not there comes when they are, once and in order", LaterAsync),
        new("Whoever types is seen typing", TypingAsync),
        new("Who does not see that somebody is there does not see it type", TypingToStrangerAsync),
        new("An answer names the message that it answers", ReplyAsync),
    ];

    private static async Task ArrivesAsync(ChatClientPair pair)
    {
        var receipt = await pair.Alice.Conversations.SendAsync(pair.FromAlice(), new("Hello Bob")).ConfigureAwait(false);
        await receipt.Acked.WaitAsync(pair.Patience).ConfigureAwait(false);
        var received = await pair.UntilAsync(pair.Bob, pair.AtBob(receipt.Message), message => message is not null, "It did not come")
            .ConfigureAwait(false);
        Expect.Equal("Hello Bob", received!.Body, "The text");
        Expect.True(received.Encryption is EncryptionKind.Omemo or EncryptionKind.Omemo2, "The message was not encrypted.");
        Expect.Equal(pair.AliceAccount, received.From, "The sender");
        var devices = await pair.Alice.Trust.DevicesAsync(pair.AliceAccount).ConfigureAwait(false);
        Expect.Equal(devices[0].Fingerprint, received.SenderKey, "The key of the sending device");
    }

    private static async Task StatesAsync(ChatClientPair pair)
    {
        var sent = await pair.SayAsync("one").ConfigureAwait(false);
        await pair.UntilAsync(pair.Alice, pair.AtAlice(sent), message => message?.State == DeliveryState.Received, "It was not received")
            .ConfigureAwait(false);
        await pair.Bob.Conversations.MarkReadAsync(pair.FromBob()).ConfigureAwait(false);
        await pair.UntilAsync(pair.Alice, pair.AtAlice(sent), message => message?.State == DeliveryState.Displayed, "It was not displayed")
            .ConfigureAwait(false);
        var read = await pair.Bob.Conversations.FindAsync(pair.AtBob(sent)).ConfigureAwait(false);
        Expect.Equal(DeliveryState.Displayed, read!.State, "The state where it was read");
    }

    private static async Task ReadOfflineAsync(ChatClientPair pair)
    {
        var sent = await pair.SayAsync("one").ConfigureAwait(false);
        await pair.Bob.Accounts.DisconnectAsync(pair.BobAccount).ConfigureAwait(false);
        await pair.Bob.Conversations.MarkReadAsync(pair.FromBob()).ConfigureAwait(false);
        await pair.Bob.Accounts.ConnectAsync(pair.BobAccount).ConfigureAwait(false);
        await pair.UntilAsync(pair.Alice, pair.AtAlice(sent), message => message?.State == DeliveryState.Displayed, "It was not displayed")
            .ConfigureAwait(false);
    }

    private static async Task OfflineAsync(ChatClientPair pair)
    {
        // The devices have to be known before: without a connection nobody can ask for them.
        await pair.SayAsync("before").ConfigureAwait(false);
        await pair.Alice.Accounts.DisconnectAsync(pair.AliceAccount).ConfigureAwait(false);
        List<SendReceipt> receipts = [];
        foreach (var body in new[] { "first", "second", "third" })
        {
            receipts.Add(await pair.Alice.Conversations.SendAsync(pair.FromAlice(), new(body)).ConfigureAwait(false));
        }

        var waiting = await pair.Alice.Conversations.FindAsync(pair.AtAlice(receipts[0].Message)).ConfigureAwait(false);
        Expect.Equal(DeliveryState.Queued, waiting!.State, "The state of what waits");
        await pair.Alice.Accounts.ConnectAsync(pair.AliceAccount).ConfigureAwait(false);
        await pair.UntilAsync(pair.Bob, pair.AtBob(receipts[2].Message), message => message is not null, "What waited did not come")
            .ConfigureAwait(false);
        var page = await pair.Bob.Conversations.HistoryAsync(pair.FromBob()).ConfigureAwait(false);
        Expect.Sequence(["before", "first", "second", "third"], page.Messages.Select(message => message.Body), "What Bob has");
    }

    private static async Task LaterAsync(ChatClientPair pair)
    {
        await pair.SayAsync("before").ConfigureAwait(false);
        await pair.Bob.Accounts.DisconnectAsync(pair.BobAccount).ConfigureAwait(false);
        ChatMessage? last = null;
        foreach (var body in new[] { "first", "second" })
        {
            var receipt = await pair.Alice.Conversations.SendAsync(pair.FromAlice(), new(body)).ConfigureAwait(false);
            await receipt.Acked.WaitAsync(pair.Patience).ConfigureAwait(false);
            last = receipt.Message;
        }

        await pair.Bob.Accounts.StayConnectedAsync(pair.BobAccount).ConfigureAwait(false);
        await pair.UntilAsync(pair.Bob, pair.AtBob(last!), message => message is not null, "It did not come").ConfigureAwait(false);
        var page = await pair.Bob.Conversations.HistoryAsync(pair.FromBob()).ConfigureAwait(false);
        Expect.Sequence(["before", "first", "second"], page.Messages.Select(message => message.Body), "What Bob has");
    }

    private static async Task TypingAsync(ChatClientPair pair)
    {
        await pair.SayAsync("before").ConfigureAwait(false);
        var typing = await pair.EventAsync<TypingChanged>(
                pair.Bob,
                changed => changed.State == TypingState.Composing,
                () => pair.Alice.Conversations.SetTypingAsync(pair.FromAlice(), TypingState.Composing),
                "Nobody was seen typing"
            )
            .ConfigureAwait(false);
        Expect.Equal((pair.BobAccount, pair.AliceAccount), (typing.Account, typing.Peer.Bare), "Who types where");
    }

    private static async Task TypingToStrangerAsync(ChatClientPair pair)
    {
        await pair.SayAsync("before").ConfigureAwait(false);
        await pair.Alice.Contacts.RemoveAsync(pair.AliceAccount, pair.BobAccount).ConfigureAwait(false);
        await pair.UntilAsync(
                async () => (await pair.Alice.Contacts.ListAsync(pair.AliceAccount).ConfigureAwait(false)).Count == 0,
                "The contact was not removed"
            )
            .ConfigureAwait(false);
        var first = await pair.EventAsync<ChatEvent>(
                pair.Bob,
                happened => happened is TypingChanged or MessageAdded,
                async () =>
                {
                    await pair.Alice.Conversations.SetTypingAsync(pair.FromAlice(), TypingState.Composing).ConfigureAwait(false);
                    await pair.Alice.Conversations.SendAsync(pair.FromAlice(), new("after")).ConfigureAwait(false);
                },
                "Nothing came"
            )
            .ConfigureAwait(false);
        Expect.True(first is MessageAdded, "A stranger was told of typing.");
    }

    private static async Task ReplyAsync(ChatClientPair pair)
    {
        var asked = await pair.SayAsync("When?").ConfigureAwait(false);
        var receipt = await pair.Bob.Conversations.SendAsync(pair.FromBob(), new("At noon") { ReplyTo = asked.Id }).ConfigureAwait(false);
        var reference = new MessageRef(pair.FromAlice(), MessageDirection.Incoming, receipt.Message.Id);
        var answer = await pair.UntilAsync(pair.Alice, reference, message => message is not null, "No answer came").ConfigureAwait(false);
        Expect.Equal(asked.Id, answer!.ReplyTo, "What it answers");
    }
}
