// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using BenchmarkDotNet.Attributes;
using ChatSecure.Addressing;
using ChatSecure.Messaging;
using ChatSecure.Storage;
using ChatSecure.Storage.Rows;
using ChatSecure.Storage.Sqlite;
using ChatSecure.Stores;

namespace ChatSecure.Benchmarks;

/// <summary>The store beside plain statements on the same connection class and the same SQLCipher: what our rules (no message twice, counters, whole
/// commits) cost. The profile holds 100,000 messages in 200 conversations.</summary>
[MemoryDiagnoser]
public class StorageBenchmarks
{
    private const int Batch = 100;
    private const int Conversations = 200;
    private const int Messages = 100_000;
    private const int Page = 50;

    private const string Insert = """
        INSERT INTO messages (direction, message_id, source, timestamp, high_water, body, encryption, state, account_id, conversation_id)
        VALUES (0, ?1, 0, ?2, ?2, ?3, 0, 3, 1, ?4)
        """;

    private const string Select =
        $"SELECT {MessageRow.Columns} FROM messages m WHERE m.conversation_id = ?1 ORDER BY m.timestamp DESC, m.id DESC LIMIT ?2";

    private static readonly Jid _account = Jid.Parse("juliet@capulet.example");
    private static readonly string[] _words = ["wherefore", "art", "thou", "romeo", "deny", "thy", "father", "and", "refuse", "name"];

    private readonly ConversationId[] _conversations =
    [
        .. Enumerable.Range(0, Conversations).Select(i => new ConversationId(_account, Jid.Parse($"friend{i}@montague.example"))),
    ];

    private string _directory = null!;
    private SqlCipherChatStore _store = null!;
    private long _next;

    [GlobalSetup]
    public async Task Setup()
    {
        _directory = Directory.CreateTempSubdirectory("chatsecure-bench-").FullName;
        var options = new SqlCipherOptions
        {
            Directory = _directory,
            KeySource = new DelegateKeySource(_ => ValueTask.FromResult(DatabaseKey.FromRaw(new byte[32]))),
        };
        _store = (SqlCipherChatStore)await new SqlCipherChatStoreFactory(options).OpenAsync();
        while (_next < Messages)
        {
            await _store.CommitAsync(new(_account) { Messages = [.. Enumerable.Range(0, 10 * Batch).Select(_ => NextMessage())] });
        }
    }

    [GlobalCleanup]
    public async Task Cleanup()
    {
        await _store.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    /// <summary>Per message, 100 in a commit.</summary>
    [Benchmark(OperationsPerInvoke = Batch)]
    public async Task<int> InsertInBatches()
    {
        var messages = new ChatMessage[Batch];
        for (var i = 0; i < Batch; i++)
        {
            messages[i] = NextMessage();
        }

        return (await _store.CommitAsync(new(_account) { Messages = messages })).Added.Count;
    }

    [Benchmark(OperationsPerInvoke = Batch)]
    public async Task<int> InsertInBatchesRaw() =>
        await _store.Database.WriteAsync((connection, _) => InsertRaw(connection, Batch), default);

    /// <summary>A message in a commit of its own, durable when it returns.</summary>
    [Benchmark]
    public async Task<int> InsertOne() => (await _store.CommitAsync(new(_account) { Messages = [NextMessage()] })).Added.Count;

    [Benchmark]
    public async Task<int> InsertOneRaw() => await _store.Database.WriteAsync((connection, _) => InsertRaw(connection, 1), default);

    /// <summary>The newest 50 messages of one conversation after the other.</summary>
    [Benchmark]
    public async Task<int> ReadPage() => (await _store.Messages.PageAsync(NextConversation(), Page)).Messages.Count;

    [Benchmark]
    public async Task<int> ReadPageRaw() =>
        await _store.Database.ReadAsync(
            connection =>
            {
                using var statement = connection.Prepare(Select);
                statement.Bind(1, (_next++ % Conversations) + 1).Bind(2, Page);
                var messages = new List<ChatMessage>(Page);
                while (statement.Step())
                {
                    messages.Add(MessageRow.Read(statement, _conversations[0]));
                }

                return messages.Count;
            },
            default
        );

    [Benchmark]
    public async Task<int> ListConversations() => (await _store.Conversations.ListAsync(_account, Conversations)).Count;

    /// <summary>A word that one message in 1000 holds.</summary>
    [Benchmark]
    public async Task<int> SearchRareWord() => (await _store.Messages.SearchAsync(_account, "capulet777")).Count;

    /// <summary>A word that most messages hold.</summary>
    [Benchmark]
    public async Task<int> SearchCommonWord() => (await _store.Messages.SearchAsync(_account, "romeo ")).Count;

    private int InsertRaw(SqliteConnection connection, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var message = NextMessage();
            using var statement = connection.Prepare(Insert);
            statement
                .Bind(1, message.Id.Value)
                .Bind(2, message.Timestamp.UtcTicks)
                .Bind(3, message.Body)
                .Bind(4, (_next % Conversations) + 1)
                .Run();
        }

        return count;
    }

    private ConversationId NextConversation() => _conversations[_next++ % Conversations];

    private ChatMessage NextMessage()
    {
        var conversation = NextConversation();
        return new()
        {
            Conversation = conversation,
            Id = new($"message-{_next}"),
            From = conversation.Peer,
            Direction = MessageDirection.Incoming,
            Timestamp = DateTimeOffset.UnixEpoch.AddSeconds(_next),
            State = DeliveryState.Received,
            Body =
                string.Join(' ', Enumerable.Range(0, 16).Select(i => _words[((_next * 31) + (i * 7)) % _words.Length]))
                + $" capulet{_next % 1000}",
        };
    }
}
