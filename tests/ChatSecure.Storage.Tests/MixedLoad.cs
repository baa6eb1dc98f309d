// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;
using ChatSecure.Storage.Encryption;
using ChatSecure.Stores;

namespace ChatSecure.Storage.Tests;

/// <summary>A process that writes everything there is to write, one numbered step after the other, until it is killed; and the check that after each kill the
/// profile holds exactly the steps up to some number that is not below the last one reported.</summary>
public static class MixedLoad
{
    public static async Task RunAsync(SqlCipherChatStore store, Action<int> report)
    {
        for (var n = await LastStepAsync(store) + 1; ; n++)
        {
            await StepAsync(store, n);
            report(n);
        }
    }

    /// <summary>The last step that is there whole.</summary>
    public static async Task<int> LastStepAsync(SqlCipherChatStore store)
    {
        var counter = await store.CryptoState.GetAsync(Sample.Alice, "counter", "n");
        return counter is null ? -1 : BitConverter.ToInt32(counter);
    }

    public static async Task CheckAsync(SqlCipherChatStore store)
    {
        var last = await LastStepAsync(store);
        var history = await store.HistoryAsync();
        var expected = Enumerable.Range(0, last + 1).Where(n => !IsDeleted(n, last)).ToArray();
        Assert.Equal(expected.Select(n => $"{n}"), history.Select(message => message.Id.Value));
        foreach (var message in history)
        {
            var n = int.Parse(message.Id.Value, System.Globalization.CultureInfo.InvariantCulture);
            Assert.Equal(n % 5 == 1 && n < last ? $"edited {n}" : $"text of {n}", message.Body);
            Assert.Equal(n % 5 == 2 && n < last ? 1 : 0, message.Reactions.Count);
            foreach (var file in message.Attachments)
            {
                await using var stream = await store.Media.OpenAsync(Sample.Alice, file.MediaId!);
                Assert.Equal(n, stream!.ReadByte() | (stream.ReadByte() << 8));
            }

            Assert.Equal(n % 7 == 0 ? 1 : 0, message.Attachments.Count);
        }

        // The queue holds the last ten; the index holds no word of what was deleted.
        Assert.Equal(
            Enumerable.Range(0, last + 1).TakeLast(10).Select(n => $"{n}"),
            (await store.Outbox.ListAsync(Sample.Alice)).Select(entry => entry.Id.Value)
        );
        var hits = await store.Messages.SearchAsync(Sample.Alice, "text", limit: 1000);
        var withWord = history.Count(message => message.Body!.StartsWith("text", StringComparison.Ordinal));
        Assert.Equal(Math.Min(withWord, 1000), hits.Count);
        var cursor = await store.ArchiveCursors.GetAsync(Sample.Alice, Sample.Alice);
        Assert.Equal(last < 0 ? null : $"{last}", cursor?.LastId);
        var findings = (await store.CheckAsync()).ToDictionary();
        Assert.Equal(("ok", "ok"), (findings["integrity"], findings["foreign_keys"]));
        await store.Database.WriteAsync(
            (connection, _) =>
            {
                connection.Execute("INSERT INTO messages_text (messages_text, rank) VALUES ('integrity-check', 1)");
                return true;
            },
            CancellationToken.None
        );
    }

    /// <summary>One transaction: a message, the change of the one before, an erasure, the queue, a key, the archive's place.</summary>
    private static async Task StepAsync(SqlCipherChatStore store, int n)
    {
        ValueList<Attachment> files = [];
        if (n % 7 == 0)
        {
            var content = new byte[3000];
            content[0] = (byte)n;
            content[1] = (byte)(n >> 8);
            var info = await store.Media.AddAsync(Sample.Alice, new MemoryStream(content));
            files = [new() { MediaId = info.Id }];
        }

        var before = new MessageRef(Sample.WithBob, MessageDirection.Incoming, new($"{n - 1}"));
        await store.CommitAsync(
            new(Sample.Alice)
            {
                Messages = [Sample.Message($"{n}", n) with { Body = $"text of {n}", Attachments = files }],
                Edits = (n - 1) % 5 == 1 ? [new(before, DateTimeOffset.UnixEpoch, $"edited {n - 1}")] : [],
                Reactions = (n - 1) % 5 == 2 ? [new(before, new(Sample.Bob, ["👍"], DateTimeOffset.UnixEpoch))] : [],
                DeletedMessages = n >= 3 && IsDeleted(n - 3, n) ? [new(Sample.WithBob, MessageDirection.Incoming, new($"{n - 3}"))] : [],
                Outbox = [new(Sample.Alice, Sample.Bob, new($"{n}"), default, new byte[100])],
                OutboxDone = n >= 10 ? [new($"{n - 10}")] : [],
                Crypto = [new("counter", "n", BitConverter.GetBytes(n)), new("session", $"{n % 50}", new byte[500])],
                Cursor = new(Sample.Alice, $"{n}"),
            }
        );
        if (n % 31 == 0)
        {
            await store.Roster.SaveAsync(Sample.Alice, new() { Jid = Sample.Bob, Name = $"name {n}" }, $"{n}");
            await store.Records.WriteAsync("settings", [new("n", BitConverter.GetBytes(n))]);
        }
    }

    /// <summary>Of every nine messages one is erased three steps later, with its file if it has one.</summary>
    private static bool IsDeleted(int n, int last) => n % 9 == 4 && n + 3 <= last;
}
