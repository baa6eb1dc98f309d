// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;
using ChatSecure.Messaging;

namespace ChatSecure.Storage.Tests;

public sealed class SalvageTests
{
    private const int Page = 4096;
    private const int Messages = 2000;

    [Fact]
    public async Task Sound_profile_is_copied_whole()
    {
        using var profile = await FilledAsync();
        using var target = new TestProfile();
        var report = await SalvageAsync(profile, target);
        Assert.True(report.IsComplete, report.ToString());
        Assert.Equal(Messages + 1, report.Tables["messages"]);
        await using var store = await target.OpenAsync();
        Assert.Equal(Messages + 1, (await store.HistoryAsync()).Count);
        Assert.Equal(GoldenProfile.Message, (await store.HistoryAsync()).Single(message => message.Id.Value == "golden"));
        Assert.Equal(GoldenProfile.Secret, await store.Vault.GetAsync(Sample.Alice, "password", TestContext.Current.CancellationToken));
        Assert.Equal(
            GoldenProfile.Secret,
            await store.CryptoState.GetAsync(Sample.Alice, "session", "key", TestContext.Current.CancellationToken)
        );
        Assert.Single(await store.Messages.SearchAsync(Sample.Alice, "golden", cancellationToken: TestContext.Current.CancellationToken));
        var findings = (await store.CheckAsync(TestContext.Current.CancellationToken)).ToDictionary();
        Assert.Equal(("ok", "ok"), (findings["integrity"], findings["foreign_keys"]));
    }

    [Fact]
    public async Task Damaged_pages_cost_what_was_on_them_and_no_more()
    {
        using var profile = await FilledAsync();
        var sound = await File.ReadAllBytesAsync(profile.Database, TestContext.Current.CancellationToken);
        var pages = sound.Length / Page;
        var worst = Messages;
        foreach (var bad in new[] { pages / 3, pages / 2, pages * 2 / 3, pages - 1 })
        {
            var damaged = sound.ToArray();
            damaged[(bad * Page) + 100] ^= 1;
            await File.WriteAllBytesAsync(profile.Database, damaged, TestContext.Current.CancellationToken);
            using var target = new TestProfile();

            var report = await SalvageAsync(profile, target);

            Assert.Equal(damaged, await File.ReadAllBytesAsync(profile.Database, TestContext.Current.CancellationToken));
            await using var store = await target.OpenAsync();
            var history = await store.HistoryAsync();
            Assert.Equal(report.Tables["messages"] - report.OrphanedRows, history.Count);
            Assert.True(history.Count > Messages * 9 / 10, report.ToString());
            worst = Math.Min(worst, history.Count);
            var findings = (await store.CheckAsync(TestContext.Current.CancellationToken)).ToDictionary();
            Assert.Equal(("ok", "ok"), (findings["integrity"], findings["foreign_keys"]));
            var summary = await store.Conversations.FindAsync(Sample.WithBob, TestContext.Current.CancellationToken);
            Assert.Equal(history[^1], summary?.LastMessage);
            await store.AddAsync(Sample.Message("after", 99_999));
        }

        Assert.True(worst < Messages, "No page that was damaged held messages.");
    }

    [Fact]
    public async Task Truncated_database_gives_what_is_left()
    {
        using var profile = await FilledAsync();
        using (var stream = File.OpenWrite(profile.Database))
        {
            stream.SetLength(stream.Length * 3 / 4 / Page * Page);
        }

        using var target = new TestProfile();
        var report = await SalvageAsync(profile, target);
        Assert.False(report.IsComplete);
        await using var store = await target.OpenAsync();
        Assert.NotEmpty(await store.HistoryAsync());
    }

    [Fact]
    public async Task Database_whose_beginning_is_damaged_gives_nothing_and_says_so()
    {
        using var profile = await FilledAsync();
        var damaged = await File.ReadAllBytesAsync(profile.Database, TestContext.Current.CancellationToken);
        damaged[200] ^= 1;
        await File.WriteAllBytesAsync(profile.Database, damaged, TestContext.Current.CancellationToken);
        using var target = new TestProfile();
        var error = await Assert.ThrowsAsync<ChatSecureException>(() => SalvageAsync(profile, target));
        Assert.Equal(ErrorKind.StorageDamaged, error.Kind);
        Assert.Empty(target.Snapshot());
    }

    [Fact]
    public async Task Lost_files_are_counted_and_the_others_come_along()
    {
        using var profile = new TestProfile();
        await using (var store = await profile.OpenAsync())
        {
            foreach (var content in new byte[][] { [1], [2], [3] })
            {
                var file = await store.Media.AddAsync(
                    Sample.Alice,
                    new MemoryStream(content),
                    cancellationToken: TestContext.Current.CancellationToken
                );
                await store.AddAsync(Sample.Message($"{content[0]}") with { Attachments = [new() { MediaId = file.Id }] });
            }
        }

        var files = Directory.GetFiles(profile.Media);
        File.Delete(files[0]);
        await File.WriteAllTextAsync(files[1], "damage", TestContext.Current.CancellationToken);
        using var target = new TestProfile();
        Assert.Equal(2, (await SalvageAsync(profile, target)).MissingFiles);
        Assert.Equal(Path.GetFileName(files[2]), Path.GetFileName(Assert.Single(Directory.GetFiles(target.Media))));
    }

    private static async Task<TestProfile> FilledAsync()
    {
        var profile = new TestProfile();
        await using var store = await profile.OpenAsync();
        await GoldenProfile.WriteAsync(store);
        await store.AddAsync([
            .. Enumerable.Range(0, Messages).Select(i => Sample.Message($"{i}", i) with { Body = $"text of {i} {new string('x', 200)}" }),
        ]);
        return profile;
    }

    private static async Task<SalvageReport> SalvageAsync(TestProfile profile, TestProfile target) =>
        await profile.Factory().SalvageAsync(target.Options(), TestContext.Current.CancellationToken);
}
