// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Storage.Conversations;
using ChatSecure.Storage.Messages;
using ChatSecure.Storage.Search;

namespace ChatSecure.Storage.Tests;

/// <summary>What a screen waits for is read in index order: nothing is sorted, and no table is read through.</summary>
public sealed class QueryPlanTests
{
    [Theory]
    [InlineData(SqlHistory.Newest)]
    [InlineData(SqlHistory.Oldest)]
    [InlineData(SqlConversationStore.Newest)]
    [InlineData(MessageSearch.Matches)]
    [InlineData(SqlNoteStore.Select)]
    [InlineData(SqlMessageStore.Erased)]
    public async Task Hot_query_neither_sorts_nor_scans(string sql)
    {
        using var profile = new TestProfile();
        await using var store = (SqlCipherChatStore)await profile.OpenAsync();
        var plan = await store.Database.ReadAsync(
            connection =>
            {
                using var statement = connection.Prepare($"EXPLAIN QUERY PLAN {sql}");
                List<string> steps = [];
                while (statement.Step())
                {
                    steps.Add(statement.Text(3)!);
                }

                return steps;
            },
            TestContext.Current.CancellationToken
        );

        Assert.DoesNotContain(plan, step => step.Contains("TEMP B-TREE", StringComparison.Ordinal));
        Assert.DoesNotContain(
            plan,
            step => step.StartsWith("SCAN", StringComparison.Ordinal) && !step.Contains("VIRTUAL TABLE INDEX", StringComparison.Ordinal)
        );
    }
}
