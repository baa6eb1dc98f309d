// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Messaging;

namespace ChatSecure.Cli.Tests.Fakes;

/// <summary>Values that the tests share.</summary>
internal static class Samples
{
    public static readonly Jid Alice = Jid.Parse("alice@example.org");
    public static readonly Jid Bob = Jid.Parse("bob@example.net");
    public static readonly DateTimeOffset Noon = new(2027, 3, 1, 12, 0, 0, 250, TimeSpan.Zero);
    public static readonly Fingerprint Key = Fingerprint.FromBytes([.. Enumerable.Range(0, 32).Select(i => (byte)i)]);

    public static ChatMessage Incoming(string id = "m1", string body = "Hello") =>
        new()
        {
            Conversation = new(Alice, Bob),
            Id = new(id),
            From = Bob,
            Direction = MessageDirection.Incoming,
            Timestamp = Noon,
            Body = body,
            Encryption = EncryptionKind.Omemo,
            Trust = TrustLevel.Trusted,
            State = DeliveryState.Received,
        };

    public static ChatMessage Outgoing(string id = "m2", string body = "Hi", DeliveryState state = DeliveryState.Queued) =>
        new()
        {
            Conversation = new(Alice, Bob),
            Id = new(id),
            From = Alice,
            Direction = MessageDirection.Outgoing,
            Timestamp = Noon,
            Body = body,
            Encryption = EncryptionKind.Omemo,
            State = state,
        };

    public static MessageAct Act(MessageActKind kind, MessageDirection direction = MessageDirection.Outgoing) =>
        new()
        {
            Conversation = new(Alice, Bob),
            Id = new("a1"),
            From = direction == MessageDirection.Outgoing ? Alice : Bob,
            Direction = direction,
            Kind = kind,
            Target = new("m2"),
            At = Noon,
            Body = kind == MessageActKind.Edit ? "better" : null,
            Emojis = kind == MessageActKind.Reaction ? ["👍"] : [],
            Encryption = EncryptionKind.Omemo,
            State = direction == MessageDirection.Outgoing ? DeliveryState.Queued : DeliveryState.Received,
        };

    public static SendReceipt Acknowledged(ChatMessage message) => new(message, Task.CompletedTask);
}
