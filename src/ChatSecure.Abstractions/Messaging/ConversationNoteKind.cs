// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Messaging;

/// <summary>What a <see cref="ConversationNote"/> tells of.</summary>
public enum ConversationNoteKind
{
    /// <summary><see cref="ConversationNote.Who"/>, the peer, a member of the private group or we ourselves, uses a device that was not there when the
    /// conversation began.</summary>
    DeviceAdded,

    /// <summary>A device of <see cref="ConversationNote.Who"/> shows another key than before.</summary>
    KeyChanged,

    /// <summary>A key of <see cref="ConversationNote.Who"/> was verified.</summary>
    KeyVerified,

    /// <summary>A key of <see cref="ConversationNote.Who"/> was rejected: nothing more is encrypted to it.</summary>
    KeyDistrusted,

    /// <summary><see cref="ConversationNote.Who"/> is a member of the group now; of ourselves: we entered it for the first time since we were last out of it.</summary>
    MemberJoined,

    /// <summary><see cref="ConversationNote.Who"/> left the group of their own accord.</summary>
    MemberLeft,

    /// <summary><see cref="ConversationNote.Who"/> is no member of the group any more.</summary>
    MemberRemoved,

    /// <summary><see cref="ConversationNote.Who"/> was banned from the group.</summary>
    MemberBanned,

    /// <summary><see cref="ConversationNote.Who"/> was made to leave the room, and may come back.</summary>
    MemberKicked,

    /// <summary>What <see cref="ConversationNote.Who"/> may do in the group changed to <see cref="ConversationNote.Affiliation"/>.</summary>
    AffiliationChanged,

    /// <summary>The group is called <see cref="ConversationNote.Text"/> now.</summary>
    Renamed,

    /// <summary>What the group is about is <see cref="ConversationNote.Text"/> now; empty for nothing.</summary>
    SubjectChanged,

    /// <summary>The group is no more.</summary>
    GroupDestroyed,
}
