// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Core.Accounts;
using ChatSecure.Errors;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChatSecure.Core.Tests.Accounts;

public sealed class FollowUpsTests
{
    private readonly SessionGate _gate = new();

    [Fact]
    public async Task Work_waits_until_the_account_is_online_and_runs_in_order()
    {
        await using var followUps = new FollowUps(_gate, NullLogger.Instance);
        var done = new List<int>();
        var last = new TaskCompletionSource();
        foreach (var number in Enumerable.Range(0, 5))
        {
            followUps.Add(_ =>
            {
                done.Add(number);
                return Task.CompletedTask;
            });
        }

        followUps.Add(_ =>
        {
            last.SetResult();
            return Task.CompletedTask;
        });
        Assert.Empty(done);

        _gate.Open();

        await last.Task.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal([0, 1, 2, 3, 4], done);
    }

    [Fact]
    public async Task A_failure_costs_that_work_alone()
    {
        _gate.Open();
        await using var followUps = new FollowUps(_gate, NullLogger.Instance);
        var reached = new TaskCompletionSource();
        followUps.Add(_ => throw new ChatSecureException(ErrorKind.Disconnected, "Gone."));
        followUps.Add(_ =>
        {
            reached.SetResult();
            return Task.CompletedTask;
        });

        await reached.Task.WaitAsync(TestContext.Current.CancellationToken);
    }
}
