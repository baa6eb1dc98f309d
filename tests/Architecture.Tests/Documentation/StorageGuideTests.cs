// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Messaging;
using ChatSecure.Storage;
using ChatSecure.Stores;

namespace ChatSecure.Architecture.Tests.Documentation;

/// <summary>What docs/guides/storage.md shows, run.</summary>
public sealed class StorageGuideTests : IDisposable
{
    private static readonly Jid me = Jid.Parse("alice@example.test");
    private static readonly Jid friend = Jid.Parse("bob@example.test");
    private readonly string folder = Directory.CreateTempSubdirectory("chatsecure-guide-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Timeline_and_search()
    {
        await using var store = await Factory("a").OpenAsync(TestContext.Current.CancellationToken);
        var conversation = new ConversationId(me, friend);
        await store.CommitAsync(
            new(me)
            {
                Messages =
                [
                    new()
                    {
                        Conversation = conversation,
                        Id = new("1"),
                        From = friend,
                        Direction = MessageDirection.Incoming,
                        Timestamp = DateTimeOffset.UnixEpoch,
                        Body = "Marmalade for tea",
                    },
                ],
            },
            TestContext.Current.CancellationToken
        );
        List<string> shown = [];
        void Show(IReadOnlyList<ChatMessage> messages) => shown.AddRange(messages.Select(message => message.Body!));
        #region timeline
        var timeline = await store.Messages.OpenTimelineAsync(conversation, count: 50);
        await foreach (var batch in timeline.WatchAsync())
        {
            Show(batch.Items); // batch.Changes says what changed since the last one
            if (!timeline.HasOlder)
            {
                break;
            }

            await timeline.LoadOlderAsync(50); // as the person scrolls up; the next batch brings them
        }
        #endregion
        Assert.Equal(["Marmalade for tea"], shown);

        #region search
        var hits = await store.Messages.SearchHitsAsync(me, "marmal", byRelevance: true);
        var bold = hits.Select(hit => hit.Matches.Select(range => hit.Snippet[range]));
        #endregion
        Assert.Equal(["Marmalade"], bold.Single());
    }

    [Fact]
    public async Task Backup_and_restore()
    {
        var (factory, newFactory) = (Factory("a"), Factory("b"));
        var path = Path.Combine(folder, "backup");
        var passphrase = "correct horse battery staple"u8.ToArray();
        await using var store = await factory.OpenAsync(TestContext.Current.CancellationToken);
        #region backup
        using var backupKey = DatabaseKey.FromPassphrase(passphrase);
        await using (var file = File.Create(path))
        {
            await store.BackupAsync(file, backupKey);
        }

        await using var backup = File.OpenRead(path);
        await newFactory.RestoreAsync(backup, backupKey); // another folder, or another machine
        #endregion
        await using var restored = await newFactory.OpenAsync(TestContext.Current.CancellationToken);
        Assert.Empty(await restored.Accounts.ListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Key_in_the_secret_store()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var options = new SqlCipherOptions { Directory = folder };
        #region secret-store
        options.KeySource = new SecretStoreKeySource(new SecretServiceStore(), "Profile of my app");
        #endregion
        Assert.NotNull(new SqlCipherChatStoreFactory(options));
    }

    private SqlCipherChatStoreFactory Factory(string name) =>
        new(
            new()
            {
                Directory = Path.Combine(folder, name),
                KeySource = new DelegateKeySource(_ => ValueTask.FromResult(DatabaseKey.FromRaw(new byte[32]))),
                PassphraseCost = new(19_456, 2),
            }
        );
}
