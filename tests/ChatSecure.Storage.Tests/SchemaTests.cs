// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Contacts;
using ChatSecure.Encryption;
using ChatSecure.Messaging;
using ChatSecure.Storage.Migrations;
using ChatSecure.Stores;

namespace ChatSecure.Storage.Tests;

/// <summary>What is on disk stays readable: the schema and the numbers of enumerations are as they were released.</summary>
public sealed class SchemaTests
{
    /// <summary>The schema as it is recorded.</summary>
    public static async Task<string> ReadSchemaAsync(SqlCipherChatStore store) =>
        await store.Database.ReadAsync(
            connection =>
            {
                using var statement = connection.Prepare("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name");
                List<string> lines = [];
                while (statement.Step())
                {
                    lines.Add(statement.Text(0)!);
                }

                return string.Join(";\n", lines) + "\n";
            },
            CancellationToken.None
        );

    private static string Golden(string name) => Path.Combine(AppContext.BaseDirectory, "Golden", name);

    [Fact]
    public async Task Schema_is_the_recorded_one()
    {
        using var profile = new TestProfile();
        await using var store = await profile.OpenAsync();
        var schema = await ReadSchemaAsync(store);

        Assert.Equal(
            await File.ReadAllTextAsync(Golden($"schema-{Migrator.NewestVersion}.sql"), TestContext.Current.CancellationToken),
            schema
        );
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    public async Task Profile_of_each_former_version_opens_and_reads_as_it_was_written(int schema)
    {
        using var profile = TestProfile.Golden(schema);
        await using var store = await profile.OpenAsync();
        Assert.Equal([GoldenProfile.Message], await store.HistoryAsync());
        Assert.Equal(GoldenProfile.Secret, await store.Vault.GetAsync(Sample.Alice, "password", TestContext.Current.CancellationToken));
        Assert.Single(await store.Accounts.ListAsync(TestContext.Current.CancellationToken));
        Assert.Single(await store.Messages.SearchAsync(Sample.Alice, "golden", cancellationToken: TestContext.Current.CancellationToken));
        Assert.Single(
            await store.Conversations.SearchNamesAsync(Sample.Alice, "bob", cancellationToken: TestContext.Current.CancellationToken)
        );
        Assert.Equal(
            schema < 8 ? [] : [GoldenProfile.Note],
            await store.Notes.ListAsync(GoldenProfile.Note.Conversation, cancellationToken: TestContext.Current.CancellationToken)
        );
        Assert.Equal(
            schema >= 9,
            (await store.Conversations.FindAsync(GoldenProfile.Message.Conversation, TestContext.Current.CancellationToken))?.IsMarkedUnread
        );
        Assert.Equal(
            schema < 10 ? [] : [GoldenProfile.Owed],
            await store.Outbox.ListOwedAsync(Sample.Alice, TestContext.Current.CancellationToken)
        );
        var erased = GoldenProfile.Erased;
        Assert.Equal(
            schema >= 10,
            await store.Messages.IsErasedAsync(
                new(erased.Conversation, erased.Direction, erased.Id),
                erased.ArchiveId,
                TestContext.Current.CancellationToken
            )
        );
        var gaps = await store.ArchiveCursors.ListGapsAsync(Sample.Alice, Sample.Alice, TestContext.Current.CancellationToken);
        Assert.Equal(schema < 10 ? [] : [GoldenProfile.Message.Timestamp], gaps.Select(gap => gap.BeforeAt));
        await store.AddAsync(Sample.Message("new", 9));
    }

    [Fact]
    public void Each_former_version_has_its_recorded_profile() =>
        Assert.Equal(
            Enumerable.Range(1, Migrator.NewestVersion).Select(version => $"profile-{version}"),
            Directory
                .GetDirectories(Golden(""))
                .Select(Path.GetFileName)
                .OrderBy(name => name!.Length)
                .ThenBy(name => name, StringComparer.Ordinal)
        );

    [Fact]
    public void Numbers_of_enumerations_on_disk_do_not_change_and_new_ones_come_last()
    {
        Assert.StartsWith("Incoming, Outgoing", Names<MessageDirection>());
        Assert.StartsWith("Live, Carbon, Archive", Names<MessageSource>());
        Assert.StartsWith("Queued, Sent, Acked, Received, Displayed, Failed", Names<DeliveryState>());
        Assert.StartsWith("None, Omemo, Omemo2, Otr", Names<EncryptionKind>());
        Assert.StartsWith("Auto, Omemo, Omemo2, Otr, None", Names<EncryptionChoice>());
        Assert.StartsWith("Undecided, Trusted, Verified, Distrusted", Names<TrustLevel>());
        Assert.Equal(
            "NotForThisDevice, NoSession, UnknownPreKey, Invalid, IdentityChanged, Distrusted, TooFarAhead, Unsupported",
            Names<DecryptFailure>()
        );
        Assert.StartsWith("None, To, From, Both", Names<SubscriptionState>());
        Assert.StartsWith("StartTls, Direct", Names<TlsMode>());
        Assert.StartsWith("Login, FastToken, Resumption", Names<ConnectionRecord>());
        Assert.StartsWith("Message, Act", Names<OutboxKind>());
        Assert.StartsWith("Received, Displayed, Synchronized", Names<OwedKind>());
        Assert.StartsWith("Edit, Retraction, Reaction", Names<MessageActKind>());
        Assert.StartsWith("Applied, Waiting, Refused", Names<ActStanding>());
        Assert.StartsWith(
            "DeviceAdded, KeyChanged, KeyVerified, KeyDistrusted, MemberJoined, MemberLeft, MemberRemoved, MemberBanned, MemberKicked, AffiliationChanged, "
                + "Renamed, SubjectChanged, GroupDestroyed",
            Names<ConversationNoteKind>()
        );
        Assert.StartsWith("None, Outcast, Member, Admin, Owner", Names<GroupAffiliation>());

        static string Names<T>()
            where T : struct, Enum
        {
            var values = Enum.GetValues<T>();
            Assert.Equal(Enumerable.Range(0, values.Length), values.Select(value => Convert.ToInt32(value)));
            return string.Join(", ", values);
        }
    }
}
