// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Diagnostics;
using System.Globalization;
using ChatSecure.Stores;

namespace ChatSecure.Storage.Tests;

public sealed class CrashTests
{
    private const int Rounds = 6;

    [Fact]
    public async Task Process_that_is_killed_while_it_commits_loses_nothing_reported_and_doubles_nothing()
    {
        using var profile = new TestProfile();
        for (var round = 0; round < Rounds; round++)
        {
            int reported;
            using (var child = ChildProcess.Start("commit", profile.Directory))
            {
                // Each round a different number of commits, and then at once, in the midst of the next one.
                string? line = null;
                for (var i = 0; i <= 7 * round; i++)
                {
                    line = await child.ReadLineAsync();
                }

                child.Kill();
                var rest = await child.ReadToEndAsync();
                reported = int.Parse(rest.LastOrDefault() ?? line!, CultureInfo.InvariantCulture);
            }

            await using var store = await profile.OpenAsync();
            var counter = await store.CryptoState.GetAsync(Sample.Alice, "counter", "n", TestContext.Current.CancellationToken);
            var committed = BitConverter.ToInt32(counter);
            var expected = Enumerable
                .Range(0, committed + 1)
                .SelectMany(n => Enumerable.Range(0, ChildProcess.MessagesPerCommit).Select(i => $"{n}-{i}"));

            Assert.InRange(committed, reported, int.MaxValue);
            Assert.Equal(expected, (await store.HistoryAsync()).Select(message => message.Id.Value));
            var findings = await store.CheckAsync(TestContext.Current.CancellationToken);
            Assert.Equal("ok", findings.Single(finding => finding.Key == "integrity").Value);
        }
    }

    /// <summary>How often the mixed load is killed: <c>CHATSECURE_CRASHES</c>, else 12.</summary>
    private static readonly int _crashes = int.Parse(
        Environment.GetEnvironmentVariable("CHATSECURE_CRASHES") ?? "12",
        CultureInfo.InvariantCulture
    );

    [Fact]
    public async Task Process_that_is_killed_at_any_moment_of_a_mixed_load_has_whole_steps_and_all_that_it_reported()
    {
        using var profile = new TestProfile();
        var reported = -1;
        for (var round = 0; round < _crashes; round++)
        {
            using (var child = ChildProcess.Start("mixed", profile.Directory))
            {
                Assert.Equal("open", await child.ReadLineAsync());

                // After some steps, and then some fraction of a step later: both without a pattern.
                for (var steps = round * 7919 % 37; steps > 0; steps--)
                {
                    reported = int.Parse((await child.ReadLineAsync())!, CultureInfo.InvariantCulture);
                }

                for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started).TotalMicroseconds < round * 104_729 % 6000; )
                { }

                child.Kill();
                reported = (await child.ReadToEndAsync())
                    .Select(line => int.Parse(line, CultureInfo.InvariantCulture))
                    .Append(reported)
                    .Max();
            }

            await using var store = await profile.OpenAsync();
            Assert.InRange(await MixedLoad.LastStepAsync(store), reported, int.MaxValue);
            await MixedLoad.CheckAsync(store);
        }

        Assert.True(reported > 10 * _crashes, $"Only {reported} steps were made.");
    }

    [Fact]
    public async Task Process_that_is_killed_while_it_makes_a_profile_does_not_stand_in_the_way()
    {
        // Whatever it had come to: the next attempt opens a profile, new or finished.
        for (var files = 1; files <= 5; files++)
        {
            using var profile = new TestProfile();
            using (var child = ChildProcess.Start("hold", profile.Directory))
            {
                for (var look = 0; look < 1_000_000 && Directory.GetFileSystemEntries(profile.Directory).Length < files; look++) { }

                child.Kill();
                await child.ReadToEndAsync();
            }

            await using var store = await profile.OpenAsync();
            await store.AddAsync(Sample.Message("1"));
            Assert.Single(await store.HistoryAsync());
        }
    }
}
