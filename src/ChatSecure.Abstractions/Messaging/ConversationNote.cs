// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Encryption;

namespace ChatSecure.Messaging;

/// <summary>Something that happened in a conversation beside its messages, for people to see between them. Kept with the profile, encrypted like it, and
/// forgotten with the conversation.</summary>
/// <param name="Conversation">The conversation.</param>
/// <param name="Id">What it is known by: one that is known already in the conversation is not added again. 1 to 256 characters.</param>
/// <param name="At">When we learned of it.</param>
/// <param name="Kind">What happened.</param>
public sealed record ConversationNote(ConversationId Conversation, string Id, DateTimeOffset At, ConversationNoteKind Kind)
{
    /// <summary>Whom it is about, a bare address; null if about nobody.</summary>
    public Jid? Who { get; init; }

    /// <summary>Who did it, a bare address; null if not known.</summary>
    public Jid? By { get; init; }

    /// <summary>The new name or subject, or the reason that was given, in the words of whoever did it: at most 1024 characters; null for none.</summary>
    public string? Text { get; init; }

    /// <summary>The device that it is about; null if about none, or about a key alone.</summary>
    public DeviceId? Device { get; init; }

    /// <summary>The key that it is about; null if about none, or about one that is not known yet.</summary>
    public Fingerprint? Key { get; init; }

    /// <summary>How <see cref="Who"/> stands to the group now; null unless that changed.</summary>
    public GroupAffiliation? Affiliation { get; init; }

    /// <summary>Shows the type alone: it holds addresses.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(ConversationNote);
}
