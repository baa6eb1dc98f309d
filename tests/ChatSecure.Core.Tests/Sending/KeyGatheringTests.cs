// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Core.Sending;
using ChatSecure.Errors;

namespace ChatSecure.Core.Tests.Sending;

/// <summary>What is fetched beside the outbox.</summary>
public sealed class KeyGatheringTests
{
    private static readonly Jid _bob = Jid.Parse("bob@example.org");
    private static readonly Jid _carol = Jid.Parse("carol@example.org");
    private readonly SemaphoreSlim _ready = new(0);

    [Fact]
    public async Task A_round_that_has_ended_is_seen_as_ended_by_whom_it_wakes()
    {
        KeyGathering? gathering = null;
        var seen = new TaskCompletionSource<bool>();
        await using var own = gathering = new KeyGathering { Ready = () => seen.TrySetResult(gathering!.IsRunning(_bob)) };
        var answer = new TaskCompletionSource();
        gathering.Start(_bob, _ => answer.Task, TooMany);

        Assert.True(gathering.IsRunning(_bob));
        Assert.False(gathering.IsRunning(_carol));
        answer.SetResult();
        Assert.False(await seen.Task);
        gathering.ThrowIfFailed(_bob);
    }

    [Fact]
    public async Task A_failure_is_thrown_once_and_the_next_round_is_the_first()
    {
        await using var gathering = new KeyGathering { Ready = () => _ready.Release() };
        gathering.Start(_bob, _ => throw new ChatSecureException(ErrorKind.TimedOut, "No answer."), TooMany);
        await _ready.WaitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(ErrorKind.TimedOut, Assert.Throws<ChatSecureException>(() => gathering.ThrowIfFailed(_bob)).Kind);
        gathering.ThrowIfFailed(_bob);
        await RunAsync(gathering, 6);
        Assert.Equal("too-many", Assert.Throws<ChatSecureException>(() => Start(gathering)).Condition);
        await RunAsync(gathering, 1);
    }

    [Fact]
    public async Task What_was_gathered_ends_the_count()
    {
        await using var gathering = new KeyGathering { Ready = () => _ready.Release() };
        await RunAsync(gathering, 6);
        gathering.Finish(_bob);
        await RunAsync(gathering, 6);
        Assert.Throws<ChatSecureException>(() => Start(gathering));
    }

    [Fact]
    public async Task Nothing_is_gathered_any_more_after_the_end()
    {
        var gathering = new KeyGathering { Ready = () => _ready.Release() };
        var wasCancelled = false;
        gathering.Start(
            _bob,
            async token =>
            {
                try
                {
                    await Task.Delay(Timeout.Infinite, token);
                }
                catch (OperationCanceledException)
                {
                    wasCancelled = true;
                    throw;
                }
            },
            TooMany
        );
        await gathering.DisposeAsync();
        Assert.True(wasCancelled);
    }

    private async Task RunAsync(KeyGathering gathering, int rounds)
    {
        for (var i = 0; i < rounds; i++)
        {
            Start(gathering);
            await _ready.WaitAsync(TestContext.Current.CancellationToken);
        }
    }

    private static void Start(KeyGathering gathering) => gathering.Start(_bob, _ => Task.CompletedTask, TooMany);

    private static ChatSecureException TooMany() => new(ErrorKind.CannotEncrypt, "Too many.") { Condition = "too-many" };
}
