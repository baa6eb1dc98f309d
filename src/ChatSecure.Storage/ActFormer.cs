// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Encryption;
using ChatSecure.Messaging;

namespace ChatSecure.Storage;

/// <summary>What an edit or a reaction of ours took the place of. It is kept until the act has been sent, and put back if it can't be.</summary>
/// <param name="Direction">Which message it was done to, of the two that can have the id.</param>
/// <param name="Body">The text before an edit.</param>
/// <param name="EditedAt">When that had been edited.</param>
/// <param name="SenderKey">The key that protected it.</param>
/// <param name="Trust">What that key was trusted at.</param>
/// <param name="Reaction">The reaction before another one; null if there was none.</param>
internal sealed record ActFormer(
    MessageDirection Direction,
    string? Body,
    DateTimeOffset? EditedAt,
    Fingerprint? SenderKey,
    TrustLevel? Trust,
    Reaction? Reaction
)
{
    public static ActFormer Of(ChatMessage message, MessageAct act) =>
        act.Kind == MessageActKind.Edit
            ? new(message.Direction, message.Body, message.EditedAt, message.SenderKey, message.Trust, null)
            : new(message.Direction, null, null, null, null, message.Reactions.FirstOrDefault(reaction => reaction.From == act.From));

    /// <summary>Whether an act can turn out to be impossible, so that its message gets back what it had.</summary>
    public static bool IsNeeded(MessageAct act) =>
        act
            is {
                Direction: MessageDirection.Outgoing,
                Standing: ActStanding.Applied,
                State: DeliveryState.Queued or DeliveryState.Sent,
                Kind: not MessageActKind.Retraction
            };

    /// <summary>The message as it was before an act to which nothing has been added since; null if it shows nothing of the act.</summary>
    public ChatMessage? PutBack(ChatMessage message, MessageAct act)
    {
        if (message.RetractedAt is not null)
        {
            return null;
        }

        if (act.Kind == MessageActKind.Edit)
        {
            return message.EditedAt != act.At
                ? null
                : message with
                {
                    Body = Body,
                    EditedAt = EditedAt,
                    SenderKey = SenderKey,
                    Trust = Trust,
                };
        }

        var now = message.Reactions.FirstOrDefault(reaction => reaction.From == act.From);
        if (now is not null && now.At != act.At)
        {
            return null;
        }

        var others = message.Reactions.Where(reaction => reaction.From != act.From);
        return message with { Reactions = Reaction is null ? [.. others] : [.. others, Reaction] };
    }
}
