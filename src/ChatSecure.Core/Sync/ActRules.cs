// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Encryption;
using ChatSecure.Messaging;

namespace ChatSecure.Core.Sync;

/// <summary>Who may do what to a message. Any message may be edited, not the last one alone, and at any time; of two edits the later one counts, as the store
/// sees to.</summary>
internal static class ActRules
{
    /// <summary>Why an act must not be done to a message; null if it may.</summary>
    public static ActRefusal? WhyNot(ChatMessage original, MessageAct act) =>
        original.RetractedAt is not null ? ActRefusal.Retracted
        : !IsKnown(act) || (act.Kind != MessageActKind.Reaction && !IsSameAuthor(original, act)) ? ActRefusal.Author
        : Rank(act.Encryption, original.Encryption) < Rank(original.Encryption, original.Encryption) ? ActRefusal.Protection
        : original.Encryption != EncryptionKind.None && Rank(act) < Rank(original) ? ActRefusal.Protection
        : null;

    // In a room a name says nothing: only whom the room's ids or real addresses tell apart can do anything.
    private static bool IsKnown(MessageAct act) => !IsOfRoom(act) || act.OccupantId is not null || act.From.Bare != act.Conversation.Peer;

    private static bool IsSameAuthor(ChatMessage original, MessageAct act)
    {
        if (original.Direction != act.Direction)
        {
            return false;
        }

        if (!IsOfRoom(act))
        {
            return original.From.Bare == act.From.Bare;
        }

        return original.OccupantId is { } author && act.OccupantId is { } actor
            ? author == actor
            : original.From.Bare == act.From.Bare && original.From.Bare != act.Conversation.Peer;
    }

    private static bool IsOfRoom(MessageAct act) =>
        act.OccupantId is not null || (act.From.Bare == act.Conversation.Peer && act.From.Resource is not null);

    /// <summary>The legacy namespace encrypts the text alone, not what it is done to: it can't touch what the newer one protected. A private conversation is
    /// one of its own.</summary>
    private static int Rank(EncryptionKind kind, EncryptionKind original) =>
        kind switch
        {
            EncryptionKind.Omemo2 => 2,
            EncryptionKind.Omemo => 1,
            EncryptionKind.Otr => original == EncryptionKind.Otr ? 3 : 0,
            _ => 0,
        };

    // What this device encrypts, it does with its own key.
    private static int Rank(MessageAct act) =>
        act is { Trust: null, Direction: MessageDirection.Outgoing } ? Rank(TrustLevel.Verified) : Rank(act.Trust);

    private static int Rank(ChatMessage original) =>
        original is { Trust: null, Direction: MessageDirection.Outgoing } ? Rank(TrustLevel.Trusted) : Rank(original.Trust);

    private static int Rank(TrustLevel? trust) =>
        trust switch
        {
            TrustLevel.Verified => 2,
            TrustLevel.Trusted => 1,
            TrustLevel.Undecided or null => 0,
            _ => -1,
        };
}
