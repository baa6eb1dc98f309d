// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Diagnostics.CodeAnalysis;
using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Contacts;
using ChatSecure.Messaging;
using ChatSecure.Stores;

namespace ChatSecure.Testing.Stores;

/// <summary>The data of a profile in memory.</summary>
internal sealed class InMemoryProfile
{
    public Dictionary<Jid, InMemoryAccount> Accounts { get; } = [];

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

    public List<OutboxEntry> Outbox { get; } = [];

    public Dictionary<Jid, ArchiveCursor> Cursors { get; } = [];

    public Dictionary<(string Table, string Key), byte[]> Crypto { get; } = [];

    public Dictionary<string, byte[]> Secrets { get; } = [];

    /// <summary>The number of the newest message; numbers give the order of insertion.</summary>
    public long LastNumber { get; set; }
}

/// <summary>A conversation and its messages, in order.</summary>
internal sealed class InMemoryConversation
{
    public List<InMemoryMessage> Messages { get; } = [];

    public Dictionary<(MessageDirection Direction, MessageId Id), InMemoryMessage> ById { get; } = [];

    public bool EverEncrypted { get; set; }

    public ConversationSummary Summarize(ConversationId id, InMemoryAccount account) =>
        new()
        {
            Id = id,
            Name = account.Contacts.GetValueOrDefault(id.Peer)?.Name,
            LastMessage = Messages[^1].Value,
            UnreadCount = Messages.Count(message =>
                message.Value is { Direction: MessageDirection.Incoming, State: not DeliveryState.Displayed }
            ),
            EverEncrypted = EverEncrypted,
        };
}

/// <summary>A message and its place in the order.</summary>
internal sealed class InMemoryMessage(long number, ChatMessage value)
{
    public long Number { get; } = number;

    public ChatMessage Value { get; set; } = value;

    public (DateTimeOffset Timestamp, long Number) Place => (Value.Timestamp, Number);
}
