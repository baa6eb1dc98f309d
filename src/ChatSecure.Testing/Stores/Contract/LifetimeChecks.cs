// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;
using ChatSecure.Stores;
using static ChatSecure.Testing.Stores.Contract.Sample;

namespace ChatSecure.Testing.Stores.Contract;

internal static class LifetimeChecks
{
    public static IReadOnlyList<ContractCheck> All { get; } =
    [
        new("What was committed is there after the profile was closed and opened again", ReopenedAsync),
        new("A profile that is open can't be opened a second time", OpenTwiceAsync),
        new("A closed store refuses to work, and closing it again does nothing", ClosedAsync),
        Check("Many writers and readers at once see whole commits only", ConcurrentAsync),
        Check("A healthy store says so", HealthyAsync),
    ];

    private static async Task ReopenedAsync(IChatStoreFactory factory)
    {
        for (var round = 0; round < 3; round++)
        {
            var store = await factory.OpenAsync().ConfigureAwait(false);
            await using (store.ConfigureAwait(false))
            {
                Expect.Equal(round, (await store.HistoryAsync(WithBob).ConfigureAwait(false)).Count, "Messages after opening again");
                await store.AddAsync(Incoming($"m{round}", round)).ConfigureAwait(false);
            }
        }
    }

    private static async Task OpenTwiceAsync(IChatStoreFactory factory)
    {
        var store = await factory.OpenAsync().ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            await Expect
                .FailsAsync(
                    ErrorKind.StorageUnavailable,
                    async () => await factory.OpenAsync().ConfigureAwait(false),
                    "Opening a profile that is open"
                )
                .ConfigureAwait(false);
            await store.AddAsync(Incoming("1")).ConfigureAwait(false);
        }
    }

    private static async Task ClosedAsync(IChatStoreFactory factory)
    {
        var store = await factory.OpenAsync().ConfigureAwait(false);
        await store.DisposeAsync().ConfigureAwait(false);
        await store.DisposeAsync().ConfigureAwait(false);
        foreach (
            var use in new Func<Task>[]
            {
                async () => await store.AddAsync(Incoming("1")).ConfigureAwait(false),
                async () => await store.HistoryAsync(WithBob).ConfigureAwait(false),
            }
        )
        {
            try
            {
                await use().ConfigureAwait(false);
                throw new ContractViolationException("A closed store worked.");
            }
            catch (ObjectDisposedException)
            {
                // As it should be.
            }
        }
    }

    private static async Task ConcurrentAsync(IChatStore store)
    {
        const int Writers = 4;
        const int Commits = 25;
        const int PerCommit = 3;
        var writers = Enumerable
            .Range(0, Writers)
            .Select(async writer =>
            {
                await Task.Yield();
                for (var i = 0; i < Commits; i++)
                {
                    var id = $"{writer}-{i}";
                    await store
                        .CommitAsync(
                            new(Alice)
                            {
                                Messages = [.. Enumerable.Range(0, PerCommit).Select(part => Incoming($"{id}-{part}", i))],
                                Crypto = [new("count", "n", BitConverter.GetBytes(i))],
                            }
                        )
                        .ConfigureAwait(false);
                }
            })
            .ToArray();
        var all = Task.WhenAll(writers);
        var readers = Enumerable
            .Range(0, Writers)
            .Select(async _ =>
            {
                await Task.Yield();
                do
                {
                    var messages = await store.HistoryAsync(WithBob).ConfigureAwait(false);
                    Expect.Equal(0, messages.Count % PerCommit, "Messages of a commit that were seen without the others");
                    var summary = await store.Conversations.FindAsync(WithBob).ConfigureAwait(false);
                    Expect.Equal(
                        0,
                        (summary?.UnreadCount ?? 0) % PerCommit,
                        "Unread messages of a commit that were counted without the others"
                    );
                } while (!all.IsCompleted);
            });
        await Task.WhenAll([all, .. readers]).ConfigureAwait(false);
        Expect.Equal(Writers * Commits * PerCommit, (await store.HistoryAsync(WithBob).ConfigureAwait(false)).Count, "All messages");
    }

    private static async Task HealthyAsync(IChatStore store)
    {
        await store.AddAsync(Incoming("1")).ConfigureAwait(false);
        var findings = await store.CheckAsync().ConfigureAwait(false);
        Expect.Equal("ok", findings.FirstOrDefault(finding => finding.Key == "integrity").Value, "The finding on integrity");
        Expect.True(findings.Any(finding => finding.Key == "cipher"), "There is no finding on the cipher.");
    }
}
