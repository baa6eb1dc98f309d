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
}
