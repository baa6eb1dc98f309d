// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Stores;

namespace ChatSecure.Storage.Tests;

public sealed class SearchIndexTests
{
    [Fact]
    public async Task Words_of_a_removed_account_are_gone_from_the_index_and_the_others_stay()
    {
        using var profile = new TestProfile();
        await using var store = (SqlCipherChatStore)await profile.OpenAsync();
        for (var i = 0; i < 20; i++)
        {
            await store.AddAsync(Sample.Message($"{i}", i) with { Body = $"secretword{i}" });
        }

        var carol = Addressing.Jid.Parse("carol@example.org");
        await store.CommitAsync(
            new(carol) { Messages = [Sample.Message("1") with { Conversation = new(carol, Sample.Bob), Body = "stays" }] },
            TestContext.Current.CancellationToken
        );
        await store.Accounts.RemoveAsync(Sample.Alice, TestContext.Current.CancellationToken);

        var words = await store.Database.WriteAsync(
            (connection, _) =>
            {
                connection.Execute("INSERT INTO messages_text (messages_text, rank) VALUES ('integrity-check', 1)");
                connection.Execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab('main', 'messages_text', 'row')");
                using var statement = connection.Prepare("SELECT term FROM temp.words");
                List<string> found = [];
                while (statement.Step())
                {
                    found.Add(statement.Text(0)!);
                }

                return found;
            },
            TestContext.Current.CancellationToken
        );
        Assert.Equal(["stays"], words);
    }

    [Theory]
    [InlineData("r", "\"r\"*")]
    [InlineData("ro", "\"ro\"*")]
    [InlineData("ROME", "\"rome\"*")]
    [InlineData("romeo", "\"romeo\"*")]
    [InlineData("romeo9", "\"romeo9\"*")]
    [InlineData("z", "\"z\"*")]
    [InlineData("many", "\"many\"*")]
    [InlineData("hord", "\"hord\"*")]
    [InlineData("rome-ro", "\"rome ro\"*")]
    [InlineData("röme", "\"rome\"*")]
    [InlineData("night rom", "\"night\" \"rom\"*")]
    [InlineData("night rome", "\"night\" \"rome\"*")]
    [InlineData("nights rome", "\"nights\" \"rome\"*")]
    [InlineData("romeo ", "\"romeo\"")]
    public async Task Prefix_finds_what_the_index_itself_finds(string typed, string query)
    {
        using var profile = new TestProfile();
        await using var store = (SqlCipherChatStore)await profile.OpenAsync();
        string[] bodies =
        [
            "romeo",
            "Roméo's night",
            "ROMEOS romeo9",
            "romero",
            "rome-romania",
            "rom\u4e2d",
            "romeo\U0001D4B3 night",
            "romeo\U000F0000",
            "night romf",
            "z",
            "zebra",
            string.Join(' ', Enumerable.Range(0, 3000).Select(i => $"horde{i}")),
            .. Enumerable.Range(0, 150).Select(i => $"many{i}"),
            .. Enumerable
                .Range(0, 150)
                .Select(i =>
                    i % 9 == 0 ? "Romeos night"
                    : i % 7 == 0 ? "rome, nights"
                    : $"romeo night rome{i}"
                ),
        ];
        await store.CommitAsync(
            new(Sample.Alice) { Messages = [.. bodies.Select((body, i) => Sample.Message($"{i + 1}", i) with { Body = body })] },
            TestContext.Current.CancellationToken
        );

        var expected = await store.Database.ReadAsync(
            connection =>
            {
                using var statement = connection.Prepare("SELECT rowid FROM messages_text WHERE messages_text MATCH ?1 ORDER BY rowid");
                statement.Bind(1, query);
                List<string> found = [];
                while (statement.Step())
                {
                    found.Add($"{statement.Int64(0)}");
                }

                return found;
            },
            TestContext.Current.CancellationToken
        );
        foreach (var limit in new[] { 1, 3, 60, 1000 })
        {
            var messages = await store.Messages.SearchAsync(Sample.Alice, typed, null, limit, TestContext.Current.CancellationToken);
            Assert.Equal(expected.TakeLast(limit), messages.Select(message => message.Id.Value));
            var hits = await store.Messages.SearchHitsAsync(
                Sample.Alice,
                typed,
                limit: limit,
                cancellationToken: TestContext.Current.CancellationToken
            );
            Assert.Equal(messages.Reverse(), hits.Select(hit => hit.Message));
            Assert.All(hits, hit => Assert.NotEmpty(hit.Matches));
        }
    }
}
