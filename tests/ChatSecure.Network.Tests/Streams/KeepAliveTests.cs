// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;
using ChatSecure.Network.Streams;
using Microsoft.Extensions.Time.Testing;

namespace ChatSecure.Network.Tests.Streams;

public sealed class KeepAliveTests : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly SemaphoreSlim _probes = new(0);

    [Fact]
    public async Task Silence_leads_to_a_question_and_no_answer_to_the_end()
    {
        var watching = Watch(new(_time, Interval, AnswerTimeout));

        await PassAsync(Interval);
        await _probes.WaitAsync();
        Assert.False(watching.IsCompleted);
        await PassAsync(AnswerTimeout);

        Assert.Equal(ErrorKind.Disconnected, (await Assert.ThrowsAsync<ChatSecureException>(() => watching)).Kind);
    }

    [Fact]
    public async Task An_answer_begins_the_silence_anew()
    {
        var keepAlive = new KeepAlive(_time, Interval, AnswerTimeout);
        var watching = Watch(keepAlive);
        await PassAsync(Interval);
        await _probes.WaitAsync();

        keepAlive.Heard();
        await PassAsync(Interval);
        await _probes.WaitAsync();

        Assert.False(watching.IsCompleted);
    }

    [Fact]
    public async Task Where_nothing_is_proven_what_comes_in_is_no_answer()
    {
        var keepAlive = new KeepAlive(_time, Interval, AnswerTimeout, isProven: false);
        var watching = Watch(keepAlive);
        keepAlive.Asked();
        keepAlive.Heard();
        await PassAsync(AnswerTimeout);

        await Assert.ThrowsAsync<ChatSecureException>(() => watching);
        Assert.False(keepAlive.IsProven);
    }

    [Fact]
    public async Task Once_an_answer_came_all_that_comes_in_is_a_sign_of_life()
    {
        var keepAlive = new KeepAlive(_time, Interval, AnswerTimeout, isProven: false);
        var watching = Watch(keepAlive);
        keepAlive.Asked();
        keepAlive.Answered();
        keepAlive.Asked();
        keepAlive.Heard();
        await PassAsync(AnswerTimeout);

        Assert.False(watching.IsCompleted);
        Assert.True(keepAlive.IsProven);
    }

    [Fact]
    public async Task A_hint_asks_at_once_and_waits_less()
    {
        var keepAlive = new KeepAlive(_time, Interval, AnswerTimeout);
        var watching = Watch(keepAlive);

        keepAlive.AskNow(TimeSpan.FromSeconds(5));
        await _probes.WaitAsync();
        _time.Advance(TimeSpan.FromSeconds(4));
        Assert.False(watching.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<ChatSecureException>(() => watching);
    }

    [Fact]
    public async Task After_an_answer_the_usual_patience_returns()
    {
        var keepAlive = new KeepAlive(_time, Interval, AnswerTimeout);
        var watching = Watch(keepAlive);
        keepAlive.AskNow(TimeSpan.FromSeconds(5));
        await _probes.WaitAsync();
        keepAlive.Heard();
        await PassAsync(Interval);
        await _probes.WaitAsync();

        _time.Advance(TimeSpan.FromSeconds(29));

        Assert.False(watching.IsCompleted);
    }

    [Fact]
    public async Task Without_an_interval_silence_is_never_questioned()
    {
        var keepAlive = new KeepAlive(_time, Timeout.InfiniteTimeSpan, AnswerTimeout);
        var watching = Watch(keepAlive);

        await PassAsync(TimeSpan.FromMinutes(10));

        Assert.Equal(0, _probes.CurrentCount);
        Assert.False(watching.IsCompleted);
    }

    [Fact]
    public async Task While_we_ourselves_do_not_read_silence_says_nothing()
    {
        var watching = new KeepAlive(_time, Interval, AnswerTimeout).RunAsync(() => _probes.Release(), () => true, _ended.Token);

        await PassAsync(TimeSpan.FromMinutes(10));

        Assert.Equal(0, _probes.CurrentCount);
        Assert.False(watching.IsCompleted);
    }

    public void Dispose()
    {
        _ended.Cancel();
        _ended.Dispose();
        _probes.Dispose();
    }

    private Task Watch(KeepAlive keepAlive) => keepAlive.RunAsync(() => _probes.Release(), () => false, _ended.Token);

    // In steps, since the watch sleeps in steps.
    private async Task PassAsync(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromSeconds(30))
        {
            _time.Advance(TimeSpan.FromSeconds(30));
            await Task.Delay(1);
        }
    }
}
