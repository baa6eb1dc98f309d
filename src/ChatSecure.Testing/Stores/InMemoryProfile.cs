// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Diagnostics.CodeAnalysis;
using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Contacts;
using ChatSecure.Messaging;
using ChatSecure.Storage;
using ChatSecure.Storage.Changes;
using ChatSecure.Stores;

namespace ChatSecure.Testing.Stores;

/// <summary>The data of a profile in memory.</summary>
internal sealed class InMemoryProfile
{
    public Dictionary<Jid, InMemoryAccount> Accounts { get; } = [];

    public Dictionary<(string Collection, string Key), byte[]> Records { get; } = [];

    /// <summary>Counts uses of media, to tell which was used last.</summary>
    public long LastUse { get; set; }

    public InMemoryAccount GetOrAdd(Jid account)
    {
        if (!Accounts.TryGetValue(account, out var found))
        {
            Accounts.Add(account, found = new());
        }

        return found;
    }

    public bool TryFind(ConversationId id, [NotNullWhen(true)] out InMemoryConversation? conversation)
    {
        conversation = null;
        return Accounts.TryGetValue(id.Account, out var account) && account.Conversations.TryGetValue(id.Peer, out conversation);
    }
}

/// <summary>What belongs to one account.</summary>
internal sealed class InMemoryAccount
{
    /// <summary>Null for an account that is not stored (yet) and still owns keys or messages.</summary>
    public AccountSettings? Settings { get; set; }

    public string? RosterVersion { get; set; }

    public Dictionary<Jid, Contact> Contacts { get; } = [];

    public Dictionary<Jid, InMemoryConversation> Conversations { get; } = [];

    public Dictionary<string, InMemoryMessage> Archived { get; } = [];

    public List<MessageAct> Acts { get; } = [];

    public List<ConversationNote> Notes { get; } = [];

    /// <summary>What acts of ours that are not sent yet took the place of.</summary>
    public Dictionary<(ConversationId, MessageId), ActFormer> Formers { get; } = [];

    public List<OutboxEntry> Outbox { get; } = [];

    public List<OwedReport> Owed { get; } = [];

    /// <summary>Up to when conversations were erased, and the names of messages that were, the newest last.</summary>
    public Dictionary<Jid, DateTimeOffset> ErasedUntil { get; } = [];

    public List<(MessageRef Message, string? ArchiveId)> Erased { get; } = [];

    public Dictionary<Jid, ArchiveCursor> Cursors { get; } = [];

    public Dictionary<(string Table, string Key), byte[]> Crypto { get; } = [];

    public Dictionary<string, byte[]> Secrets { get; } = [];

    public List<ArchiveGap> Gaps { get; } = [];

    public Dictionary<Jid, InMemoryRoom> Rooms { get; } = [];

    public Dictionary<ConnectionRecord, byte[]> Connections { get; } = [];

    public Dictionary<string, InMemoryMedia> Media { get; } = [];

    /// <summary>The number of the newest message; numbers give the order of insertion.</summary>
    public long LastNumber { get; set; }
}

/// <summary>A room and who is in it.</summary>
internal sealed record InMemoryRoom(RoomInfo Info, IReadOnlyList<RoomOccupant> Occupants);

/// <summary>A file and what decides about its staying.</summary>
internal sealed record InMemoryMedia(MediaInfo Info, byte[] Content, bool IsEvictable, long LastUse);

/// <summary>A conversation and its messages, in order.</summary>
/// <param name="number">Tells in which order conversations came into being.</param>
internal sealed class InMemoryConversation(long number)
{
    private Place _last;

    public List<InMemoryMessage> Messages { get; } = [];

    public Dictionary<(MessageDirection Direction, MessageId Id), InMemoryMessage> ById { get; } = [];

    public Dictionary<(Jid From, DeliveryState State), ReadMarker> Markers { get; } = [];

    public bool EverEncrypted { get; set; }

    public bool IsPinned { get; set; }

    public bool IsArchived { get; set; }

    public bool IsMarkedUnread { get; set; }

    public DateTimeOffset? MutedUntil { get; set; }

    public string? Draft { get; set; }

    /// <summary>What the list is ordered by. A conversation whose messages are gone keeps the time of its last one.</summary>
    public (bool IsPinned, long Timestamp, long Message, long Conversation) Place =>
        (IsPinned, _last.Timestamp, Messages.Count == 0 ? 0 : Messages[^1].Place.Number, number);

    /// <summary>Remembers the time of the last message. To be called with every change of the messages.</summary>
    public void Remember() => _last = Messages.Count == 0 ? _last : Messages[^1].Place;

    public ConversationSummary Summarize(ConversationId id, InMemoryAccount account) =>
        new()
        {
            Id = id,
            Name = account.Contacts.GetValueOrDefault(id.Peer)?.Name ?? account.Rooms.GetValueOrDefault(id.Peer)?.Info.Name,
            LastMessage = Messages.Count == 0 ? null : Messages[^1].Value,
            UnreadCount = Messages.Count(message =>
                message.Value is { Direction: MessageDirection.Incoming, State: not DeliveryState.Displayed }
            ),
            EverEncrypted = EverEncrypted,
            IsPinned = IsPinned,
            IsArchived = IsArchived,
            IsMarkedUnread = IsMarkedUnread,
            MutedUntil = MutedUntil,
            Draft = Draft,
        };
}

/// <summary>A message and its place in the order.</summary>
internal sealed class InMemoryMessage(long number, ChatMessage value)
{
    public ChatMessage Value { get; set; } = value;

    public Place Place => new(Value.Timestamp.UtcTicks, number);
}
