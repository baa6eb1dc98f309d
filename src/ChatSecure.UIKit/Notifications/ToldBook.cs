// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Messaging;

namespace ChatSecure.UIKit.Notifications;

/// <summary>What was told and may still be shown, to be taken away once it says nothing new. Thread-safe.</summary>
internal sealed class ToldBook
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(NotificationKind Kind, ConversationId Conversation), MessageId?> _told = [];

    /// <summary>Something is told; a message by its id.</summary>
    public void Add(NotificationRequest request, MessageId? message)
    {
        lock (_gate)
        {
            _told[(request.Kind, request.Conversation)] = message;
        }
    }

    /// <summary>The conversations of an account of whose messages was told.</summary>
    public IReadOnlyList<ConversationId> MessagesOf(Jid account)
    {
        lock (_gate)
        {
            return
            [
                .. _told
                    .Keys.Where(key => key.Kind == NotificationKind.Message && key.Conversation.Account == account)
                    .Select(key => key.Conversation),
            ];
        }
    }

    /// <summary>What an event takes away: the message that was told is taken back or read, the question answered or called off; nothing may be left of a profile that is locked.</summary>
    public IReadOnlyList<NotificationRequest> Withdraw(ChatEvent happened) =>
        happened switch
        {
            ProfileLocked { IsLocked: true } => Take((_, _) => true),
            MessageChanged { Message: { Direction: MessageDirection.Incoming } message }
                when message.RetractedAt is not null || message.State == DeliveryState.Displayed => Take(
                (key, id) => key == (NotificationKind.Message, message.Conversation) && id == message.Id
            ),
            OtrChanged { Smp: not OtrSmpProgress.Asked } otr when otr.Smp is not null || otr.State != OtrState.Encrypted => Take(
                (key, _) => key == (NotificationKind.SecretAsked, new ConversationId(otr.Account, otr.Peer))
            ),
            _ => [],
        };

    /// <summary>What is taken away of a conversation that was read.</summary>
    public IReadOnlyList<NotificationRequest> Withdraw(ConversationId read) => Take((key, _) => key == (NotificationKind.Message, read));

    private IReadOnlyList<NotificationRequest> Take(Func<(NotificationKind Kind, ConversationId Conversation), MessageId?, bool> isGone)
    {
        lock (_gate)
        {
            var gone = _told.Where(entry => isGone(entry.Key, entry.Value)).Select(entry => entry.Key).ToList();
            gone.ForEach(key => _told.Remove(key));
            return
            [
                .. gone.Select(key => new NotificationRequest(key.Kind, key.Conversation, string.Empty, IsHidden: true)
                {
                    IsWithdrawn = true,
                }),
            ];
        }
    }
}
