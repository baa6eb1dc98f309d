// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Encryption;

namespace ChatSecure.Messaging;

/// <summary>What somebody did to a message that is there. It travels as a message of its own, with an id of its own, and is remembered, so that it counts
/// once whatever ways it comes. Immutable.</summary>
public sealed record MessageAct
{
    /// <summary>The <see cref="FailureReason"/> of an act that a person gave up: before it was sent, or after it had failed. Nothing of it is kept.</summary>
    public const string GivenUp = "cancelled";

    /// <summary>The conversation that both messages belong to.</summary>
    public required ConversationId Conversation { get; init; }

    /// <summary>The id of the message that carries it.</summary>
    public required MessageId Id { get; init; }

    /// <summary>The id under which our own server's archive keeps it, once known.</summary>
    public string? ArchiveId { get; init; }

    /// <summary>Who did it.</summary>
    public required MessageDirection Direction { get; init; }

    /// <summary>By which way it reached this device first.</summary>
    public MessageSource Source { get; init; }

    /// <summary>Whose address it came from: a bare address, or the full address of a room's occupant.</summary>
    public required Jid From { get; init; }

    /// <summary>In a room, the id by which it knows who did it (XEP-0421).</summary>
    public string? OccupantId { get; init; }

    /// <summary>What was done.</summary>
    public required MessageActKind Kind { get; init; }

    /// <summary>The message that it was done to. While it waits, the id by which it names that message, which in rooms can be the room's.</summary>
    public required MessageId Target { get; init; }

    /// <summary>When it was done, as far as is known.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Of an edit, the new text. It is kept only as long as it is needed: while the act waits, waits to be sent, or has failed and may be tried
    /// again.</summary>
    public string? Body { get; init; }

    /// <summary>Of a reaction, the emojis; none takes all back. Kept as long as <see cref="Body"/>.</summary>
    public ValueList<string> Emojis { get; init; } = [];

    /// <summary>How it was protected on its way.</summary>
    public EncryptionKind Encryption { get; init; }

    /// <summary>The key that the sending device used, if it was encrypted.</summary>
    public Fingerprint? SenderKey { get; init; }

    /// <summary>What that key was trusted at when the act arrived.</summary>
    public TrustLevel? Trust { get; init; }

    /// <summary>How far it has come, if it is ours; else <see cref="DeliveryState.Received"/>.</summary>
    public DeliveryState State { get; init; }

    /// <summary>Why it failed, as a stable word; null unless <see cref="State"/> is <see cref="DeliveryState.Failed"/>.</summary>
    public string? FailureReason { get; init; }

    /// <summary>Whether it counts.</summary>
    public ActStanding Standing { get; init; }

    /// <summary>Shows nothing of it.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(MessageAct);
}
