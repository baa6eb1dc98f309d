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

    [Fact]
    public async Task What_was_added_last_is_done_before_the_end_if_the_account_is_online()
    {
        _gate.Open();
        var followUps = new FollowUps(_gate, NullLogger.Instance);
        var done = new List<int>();
        foreach (var number in Enumerable.Range(0, 5))
        {
            followUps.Add(async token =>
            {
                await Task.Yield();
                token.ThrowIfCancellationRequested();
                done.Add(number);
            });
        }

        await followUps.DisposeAsync();
        Assert.Equal([0, 1, 2, 3, 4], done);
    }

    [Fact]
    public async Task The_end_waits_for_nobody_who_does_not_answer()
    {
        _gate.Open();
        var followUps = new FollowUps(_gate, NullLogger.Instance);
        followUps.Add(token => Task.Delay(Timeout.Infinite, token));
        followUps.Add(_ => throw new InvalidOperationException("The end comes first."));
        await followUps.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }
}
