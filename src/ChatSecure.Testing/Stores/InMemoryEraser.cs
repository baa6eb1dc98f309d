// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;
using ChatSecure.Storage;
using ChatSecure.Storage.Changes;
using ChatSecure.Stores;

namespace ChatSecure.Testing.Stores;

/// <summary>Erases messages, conversations and contacts with all that belongs to them.</summary>
internal sealed class InMemoryEraser(InMemoryProfile profile, InMemoryAccount account)
{
    public HashSet<FeedTopic> Topics { get; } = [];

    public void Erase(ChangeSet changes)
    {
        foreach (var contact in changes.DeletedContacts)
        {
            account.Contacts.Remove(contact);
            account.Rooms.Remove(contact);
            Topics.Add(FeedTopic.ListOf(changes.Account));
        }

        var contacts = changes.DeletedContacts.Select(contact => new ConversationId(changes.Account, contact));
        foreach (var id in changes.DeletedConversations.Concat(contacts))
        {
            if (account.Conversations.TryGetValue(id.Peer, out var conversation))
            {
                RememberUntil(id, conversation);
                Remember(id, conversation.Messages.TakeLast(StoreRules.MaxErased));
                Erase(id, conversation, [.. conversation.Messages]);
                account.Conversations.Remove(id.Peer);
            }

            account.Outbox.RemoveAll(entry => entry.To == id.Peer);
            account.Acts.RemoveAll(act => act.Conversation == id);
            account.Notes.RemoveAll(note => note.Conversation == id);
            account.Owed.RemoveAll(report => report.Conversation == id);
            Touch(id);
        }

        foreach (var message in changes.DeletedMessages)
        {
            if (
                account.Conversations.TryGetValue(message.Conversation.Peer, out var conversation)
                && conversation.ById.TryGetValue((message.Direction, message.Id), out var found)
            )
            {
                Remember(message.Conversation, [found]);
                Erase(message.Conversation, conversation, [found]);
            }
        }
    }

    private void RememberUntil(ConversationId id, InMemoryConversation conversation)
    {
        if (conversation.Place.Timestamp is > 0 and var last)
        {
            account.ErasedUntil[id.Peer] = new(Math.Max(last, account.ErasedUntil.GetValueOrDefault(id.Peer).UtcTicks), TimeSpan.Zero);
        }
    }

    private void Remember(ConversationId id, IEnumerable<InMemoryMessage> messages)
    {
        foreach (var message in messages.Select(message => message.Value))
        {
            var name = new MessageRef(id, message.Direction, message.Id);
            if (!account.Erased.Exists(known => known.Message == name))
            {
                account.Erased.Add((name, message.ArchiveId));
            }
        }

        foreach (var surplus in account.Erased.Where(known => known.Message.Conversation == id).SkipLast(StoreRules.MaxErased).ToList())
        {
            account.Erased.Remove(surplus);
        }
    }

    public void Erase(ConversationId id, InMemoryConversation conversation, IReadOnlyList<InMemoryMessage> messages)
    {
        foreach (var message in messages)
        {
            conversation.Messages.Remove(message);
            conversation.ById.Remove((message.Value.Direction, message.Value.Id));
            if (message.Value.ArchiveId is { } archiveId)
            {
                account.Archived.Remove(archiveId);
            }

            if (message.Value.Direction == MessageDirection.Outgoing)
            {
                account.Outbox.RemoveAll(entry => entry.Id == message.Value.Id && entry.To == id.Peer);
            }

            ForgetActs(id, message.Value.Id);
            Release(message.Value.Attachments);
            Touch(id);
        }

        conversation.Remember();
    }

    /// <summary>What was done to an erased message is not told any more, nor kept; that it was done is. A retraction still goes out.</summary>
    private void ForgetActs(ConversationId id, MessageId message)
    {
        for (var i = 0; i < account.Acts.Count; i++)
        {
            var act = account.Acts[i];
            if (act.Conversation != id || act.Target != message)
            {
                continue;
            }

            if (act is { Direction: MessageDirection.Outgoing, Kind: not MessageActKind.Retraction })
            {
                account.Outbox.RemoveAll(entry => entry.Kind == OutboxKind.Act && entry.Id == act.Id && entry.To == id.Peer);
            }

            if (act.Standing != ActStanding.Waiting)
            {
                account.Acts[i] = act with { Body = null, Emojis = [] };
                account.Formers.Remove((act.Conversation, act.Id));
            }
        }
    }

    /// <summary>Removes files that a message named and that no other one does.</summary>
    public void Release(IEnumerable<Attachment> attachments)
    {
        foreach (var id in attachments.Select(file => file.MediaId).OfType<string>())
        {
            if (!Names(id) && !account.Media.Values.Any(other => other.Info.ThumbnailId == id) && account.Media.Remove(id, out var gone))
            {
                if (gone.Info.ThumbnailId is { } thumbnail && !Names(thumbnail))
                {
                    account.Media.Remove(thumbnail);
                }
            }
        }
    }

    private bool Names(string id) =>
        profile
            .Accounts.Values.SelectMany(owner => owner.Conversations.Values)
            .SelectMany(conversation => conversation.Messages)
            .Any(message => message.Value.Attachments.Any(file => file.MediaId == id));

    private void Touch(ConversationId id)
    {
        Topics.Add(id);
        Topics.Add(FeedTopic.ListOf(id.Account));
    }
}
