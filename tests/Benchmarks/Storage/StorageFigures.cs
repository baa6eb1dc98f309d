// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Diagnostics;
using System.Globalization;
using ChatSecure.Addressing;
using ChatSecure.Messaging;
using ChatSecure.Storage;
using ChatSecure.Storage.Rows;
using ChatSecure.Storage.Sqlite;
using ChatSecure.Stores;

namespace ChatSecure.Benchmarks.Storage;

/// <summary>The store beside plain statements on the same connection class, the same tables and the same SQLCipher, in turns: 100,000 messages at once, single
/// durable ones, and what a screen reads of a million messages in a thousand conversations.</summary>
internal static class StorageFigures
{
    private const int Bulk = 100_000;
    private const int Million = 1_000_000;
    private const int Conversations = 1000;
    private const int Page = 50;

    private const string Insert = """
        INSERT INTO messages (direction, message_id, source, timestamp, high_water, body, encryption, state, account_id, conversation_id)
        VALUES (0, ?1, 0, ?2, ?2, ?3, 0, 3, 1, ?4)
        """;

    private const string Newest =
        $"SELECT {MessageRow.Columns} FROM messages m WHERE m.conversation_id = ?1 ORDER BY m.timestamp DESC, m.id DESC LIMIT ?2";

    private static readonly Jid _account = Jid.Parse("juliet@capulet.example");
    private static readonly ConversationId[] _conversations =
    [
        .. Enumerable.Range(0, Conversations).Select(i => new ConversationId(_account, Jid.Parse($"friend{i}@montague.example"))),
    ];

    private static long _next;

    public static async Task MeasureAsync()
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"", -46} {"ours", 12} {"plain SQL", 12}   ratio   goal"));
        await BulkAsync();
        await SinglesAsync();
        using var folder = new Folder();
        await using (var store = await folder.OpenAsync())
        {
            await FillAsync(store);
            await ReadAsync(store);
        }

        await OpenAsync(folder);
    }

    private static async Task BulkAsync()
    {
        List<double> ours = [],
            plain = [];
        for (var round = 0; round < 3; round++)
        {
            using var one = new Folder();
            await using (var store = await one.OpenAsync())
            {
                await FirstAsync(store);
                var messages = Messages(Bulk);
                ours.Add(await TimeAsync(async () => await store.CommitAsync(new(_account) { Messages = messages })));
            }

            using var two = new Folder();
            await using (var store = await two.OpenAsync())
            {
                await FirstAsync(store);
                var messages = Messages(Bulk);
                plain.Add(
                    await TimeAsync(async () =>
                        await store.Database.WriteAsync((connection, _) => InsertPlain(connection, messages), default)
                    )
                );
            }
        }

        Show("100,000 messages with index, one transaction", Median(ours), Median(plain), "ratio <= 1.43");
    }

    private static async Task SinglesAsync()
    {
        const int Count = 2000;
        using var folder = new Folder();
        await using var store = await folder.OpenAsync();
        await FirstAsync(store);
        List<double> ours = [],
            plain = [];
        for (var i = 0; i < Count; i++)
        {
            var (a, b) = (Messages(1), Messages(1));
            ours.Add(await TimeAsync(async () => await store.CommitAsync(new(_account) { Messages = a })));
            plain.Add(await TimeAsync(async () => await store.Database.WriteAsync((connection, _) => InsertPlain(connection, b), default)));
        }

        Show("a message, durable", Median(ours), Median(plain), "ratio <= 1.25");
    }

    private static async Task FillAsync(SqlCipherChatStore store)
    {
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < Million; i += 20_000)
        {
            await store.CommitAsync(new(_account) { Messages = Messages(20_000) });
        }

        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"(a million messages written in {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s)"
            )
        );
    }

    private static async Task ReadAsync(SqlCipherChatStore store)
    {
        List<double> ours = [],
            plain = [];
        for (var i = 0; i < 2000; i++)
        {
            var at = i * 7919 % Conversations;
            var other = (at + 500) % Conversations;
            ours.Add(await TimeAsync(async () => await store.Messages.PageAsync(_conversations[at], Page)));
            plain.Add(await TimeAsync(async () => await store.Database.ReadAsync(connection => ReadPlain(connection, other + 1), default)));
        }

        Show("last 50 of a conversation, of a million", Median(ours), Median(plain), "1 ms, ratio <= 1.5");
        Console.WriteLine($"  99 of 100 within {Percentile(ours, 0.99):F3} ms");
        Console.WriteLine($"  {await AllocatedAsync(store):N0} B allocated for each message read");

        Show(
            "conversation list of 1,000",
            await ManyAsync(100, async () => await store.Conversations.ListAsync(_account, 1000)),
            null,
            "3 ms"
        );
        Show("search, rare word, newest 50", await ManyAsync(200, () => SearchAsync(store, "capulet777 ")), null, "5 ms");
        Show("search, word in every message, newest 50", await ManyAsync(200, () => SearchAsync(store, "romeo ")), null, "5 ms");
        Show("search, prefix of every message, newest 50", await ManyAsync(200, () => SearchAsync(store, "romeo")), null, "5 ms");
        Show("search, prefix of 40,000 words, newest 50", await ManyAsync(200, () => SearchAsync(store, "capul")), null, "5 ms");
        Show("search, two common words, newest 50", await ManyAsync(50, () => SearchAsync(store, "romeo wherefore ")), null, "");
        Show("hits with snippets, common word, newest 50", await ManyAsync(50, () => HitsAsync(store, "romeo ", false)), null, "");
        Show("hits with snippets, prefix, newest 50", await ManyAsync(50, () => HitsAsync(store, "romeo", false)), null, "");
        Show("hits by relevance, common word", await ManyAsync(10, () => HitsAsync(store, "romeo ", true)), null, "");
        await FeedAsync(store);
    }

    private static async Task FeedAsync(SqlCipherChatStore store)
    {
        using var end = new CancellationTokenSource();
        await using var timeline = store.Messages.WatchAsync(_conversations[0], 100, end.Token).GetAsyncEnumerator(end.Token);
        await using var list = store.Conversations.WatchAsync(_account, 200, end.Token).GetAsyncEnumerator(end.Token);
        await timeline.MoveNextAsync();
        await list.MoveNextAsync();
        List<double> late = [],
            all = [];
        for (var i = 0; i < 300; i++)
        {
            var message = Messages(1)[0] with { Conversation = _conversations[0], From = _conversations[0].Peer };
            var reader = Task.Run(async () =>
            {
                await timeline.MoveNextAsync();
                await list.MoveNextAsync();
                return Stopwatch.GetTimestamp();
            });
            var started = Stopwatch.GetTimestamp();
            await store.CommitAsync(new(_account) { Messages = [message] });
            var committed = Stopwatch.GetTimestamp();
            var read = await reader;
            late.Add(Math.Max(0, Stopwatch.GetElapsedTime(committed, read).TotalMilliseconds));
            all.Add(Stopwatch.GetElapsedTime(started, read).TotalMilliseconds);
        }

        Show("feeds of timeline and list, after the commit", Median(late), null, "2 ms");
        Show("  from the call of CommitAsync to both batches", Median(all), null, "");
        await end.CancelAsync();
    }

    private static async Task OpenAsync(Folder folder)
    {
        List<double> opens = [];
        for (var i = 0; i < 50; i++)
        {
            SqlCipherChatStore? store = null;
            opens.Add(await TimeAsync(async () => store = await folder.OpenAsync()));
            await store!.DisposeAsync();
        }

        Show("open a million messages, raw key, schema check", Median(opens), null, "5 ms");
    }

    private static async Task<double> AllocatedAsync(SqlCipherChatStore store)
    {
        await store.Messages.PageAsync(_conversations[1], Page);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        for (var i = 0; i < 100; i++)
        {
            await store.Messages.PageAsync(_conversations[i], Page);
        }

        return (GC.GetTotalAllocatedBytes(precise: true) - before) / (100.0 * Page);
    }

    private static async Task SearchAsync(SqlCipherChatStore store, string words) => await store.Messages.SearchAsync(_account, words);

    private static async Task HitsAsync(SqlCipherChatStore store, string words, bool byRelevance) =>
        await store.Messages.SearchHitsAsync(_account, words, byRelevance: byRelevance);

    private static async Task<double> ManyAsync(int count, Func<Task> work)
    {
        await work();
        List<double> times = [];
        for (var i = 0; i < count; i++)
        {
            times.Add(await TimeAsync(work));
        }

        return Median(times);
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    /// <summary>A message in every conversation, so that both ways find them there.</summary>
    private static async Task FirstAsync(SqlCipherChatStore store)
    {
        _next = 0;
        await store.CommitAsync(new(_account) { Messages = Messages(Conversations) });
    }

    private static int InsertPlain(SqliteConnection connection, ChatMessage[] messages)
    {
        foreach (var message in messages)
        {
            using var statement = connection.Prepare(Insert);
            statement
                .Bind(1, message.Id.Value)
                .Bind(2, message.Timestamp.UtcTicks)
                .Bind(3, message.Body)
                .Bind(4, (Number(message) % Conversations) + 1)
                .Run();
        }

        return messages.Length;
    }

    private static int ReadPlain(SqliteConnection connection, int conversation)
    {
        using var statement = connection.Prepare(Newest);
        statement.Bind(1, conversation).Bind(2, Page);
        var rows = 0;
        while (statement.Step())
        {
            for (var column = 0; column < MessageRow.Count; column++)
            {
                statement.Value(column);
            }

            rows++;
        }

        return rows;
    }

    private static long Number(ChatMessage message) => (message.Timestamp - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerSecond;

    private static ChatMessage[] Messages(int count) => [.. Enumerable.Range(0, count).Select(_ => Next())];

    private static ChatMessage Next()
    {
        var number = _next++;
        var conversation = _conversations[number % Conversations];
        return new()
        {
            Conversation = conversation,
            Id = new($"message-{number}"),
            From = conversation.Peer,
            Direction = MessageDirection.Incoming,
            Timestamp = DateTimeOffset.UnixEpoch.AddSeconds(number),
            State = DeliveryState.Received,
            Body = Text.Of(number),
        };
    }

    private static double Median(List<double> values) => Percentile(values, 0.5);

    private static double Percentile(List<double> values, double part) => values.Order().ElementAt((int)(part * (values.Count - 1)));

    private static void Show(string name, double ours, double? plain, string goal) =>
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{name, -46} {ours, 9:F3} ms {(plain is { } other ? $"{other, 9:F3} ms   {ours / other, 5:F2}" : ""), 22}   {goal}"
            )
        );

    private sealed class Folder : IDisposable
    {
        private readonly string _path = Directory.CreateTempSubdirectory("chatsecure-bench-").FullName;

        public async Task<SqlCipherChatStore> OpenAsync() =>
            await new SqlCipherChatStoreFactory(
                new() { Directory = _path, KeySource = new DelegateKeySource(_ => ValueTask.FromResult(DatabaseKey.FromRaw(new byte[32]))) }
            ).OpenAsync();

        public void Dispose() => Directory.Delete(_path, recursive: true);
    }
}
