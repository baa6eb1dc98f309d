// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Changes;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Messaging;

namespace ChatSecure.UIKit.Tests;

/// <summary>An engine whose feeds and answers a test sets.</summary>
internal sealed class FakeConversations : IConversations
{
    public Feed<ConversationSummary> List { get; } = new();

    public Feed<ChatMessage> Timeline { get; } = new();

    public List<OutgoingMessage> Sent { get; } = [];

    public Func<OutgoingMessage, Task> OnSend { get; set; } = _ => Task.CompletedTask;

    public Func<int, string?, MessagePage> OnHistory { get; set; } = (_, _) => new([], null);

    public int MarkedRead { get; private set; }

    public async Task<SendReceipt> SendAsync(
        ConversationId conversation,
        OutgoingMessage message,
        CancellationToken cancellationToken = default
    )
    {
        await OnSend(message);
        Sent.Add(message);
        return new(Say.Own(message.Body), Task.CompletedTask);
    }

    public Task<SendReceipt> EditAsync(
        ConversationId conversation,
        MessageId message,
        string body,
        EncryptionChoice encryption = EncryptionChoice.Auto,
        CancellationToken cancellationToken = default
    ) => throw new NotSupportedException();

    public Task<ActReceipt> RetractAsync(
        ConversationId conversation,
        MessageId message,
        EncryptionChoice encryption = EncryptionChoice.Auto,
        CancellationToken cancellationToken = default
    ) => throw new NotSupportedException();

    public Task<ActReceipt> ReactAsync(
        MessageRef message,
        IReadOnlyList<string> emojis,
        EncryptionChoice encryption = EncryptionChoice.Auto,
        CancellationToken cancellationToken = default
    ) => throw new NotSupportedException();

    public async Task<MessagePage> HistoryAsync(
        ConversationId conversation,
        int limit = 50,
        string? before = null,
        CancellationToken cancellationToken = default
    )
    {
        await Task.Yield();
        return OnHistory(limit, before);
    }

    public Task<IReadOnlyList<ChatMessage>> SearchAsync(
        Jid account,
        string words,
        Jid? peer = null,
        int limit = 50,
        CancellationToken cancellationToken = default
    ) => Task.FromResult<IReadOnlyList<ChatMessage>>([]);

    public IAsyncEnumerable<ListDiffBatch<ConversationSummary>> WatchAsync(Jid account, CancellationToken cancellationToken = default) =>
        List.ReadAsync(cancellationToken);

    public IAsyncEnumerable<ListDiffBatch<ChatMessage>> WatchTimelineAsync(
        ConversationId conversation,
        int window = 100,
        CancellationToken cancellationToken = default
    ) => Timeline.ReadAsync(cancellationToken);

    public Task MarkReadAsync(ConversationId conversation, CancellationToken cancellationToken = default)
    {
        MarkedRead++;
        return Task.CompletedTask;
    }

    public Task SetTypingAsync(ConversationId conversation, TypingState state, CancellationToken cancellationToken = default) =>
        Task.CompletedTask;
}
