// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Messaging;

namespace ChatSecure.Testing.Clients;

/// <summary>What goes from one account to another.</summary>
/// <param name="From">The sender's bare address.</param>
/// <param name="To">The recipient's.</param>
internal abstract record Parcel(Jid From, Jid To)
{
    /// <summary>Whether the server keeps it for who is not there.</summary>
    public virtual bool IsKept => true;
}

internal sealed record MessageParcel(Jid From, Jid To, ChatMessage Message) : Parcel(From, To);

internal sealed record ActParcel(Jid From, Jid To, MessageAct Act) : Parcel(From, To);

internal sealed record MarkerParcel(Jid From, Jid To, MessageId Message, DeliveryState State) : Parcel(From, To);

internal sealed record InvitationParcel(Jid From, Jid To, Jid Room, string? Reason) : Parcel(From, To);

/// <summary>A room takes a message back, whoever wrote it.</summary>
internal sealed record ModerationParcel(Jid From, Jid To, MessageId Message, Moderation Moderation) : Parcel(From, To);

internal sealed record RequestParcel(Jid From, Jid To, string? Token = null) : Parcel(From, To);

internal sealed record MoveParcel(Jid From, Jid To, Jid NewAddress) : Parcel(From, To);

internal sealed record ApprovalParcel(Jid From, Jid To) : Parcel(From, To);

internal sealed record PresenceParcel(Jid From, Jid To) : Parcel(From, To)
{
    public override bool IsKept => false;
}

internal sealed record TypingParcel(Jid From, Jid To, TypingState State) : Parcel(From, To)
{
    public override bool IsKept => false;
}

internal sealed record DeviceParcel(Jid From, Jid To, Fingerprint Key) : Parcel(From, To);

internal sealed record OtrParcel(Jid From, Jid To, OtrSignal Signal, Fingerprint Key, string? Text = null) : Parcel(From, To)
{
    public override bool IsKept => false;
}

/// <summary>A wish not to be sent encrypted messages.</summary>
internal sealed record OptOutParcel(Jid From, Jid To, string? Reason) : Parcel(From, To);
