// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Core.Accounts;

namespace ChatSecure.Core.Tests.Accounts;

public sealed class SessionGateTests
{
    private readonly SessionGate _gate = new();

    [Fact]
    public async Task Who_waits_goes_on_when_it_opens()
    {
        var waiting = _gate.WaitAsync(TestContext.Current.CancellationToken);
        Assert.False(waiting.IsCompleted);

        _gate.Open();

        await waiting;
        Assert.True(_gate.IsOpen);
    }

    [Fact]
    public async Task A_closed_gate_lets_nobody_through_until_it_opens_again()
    {
        _gate.Open();
        _gate.Close();
        var waiting = _gate.WaitAsync(TestContext.Current.CancellationToken);
        Assert.False(waiting.IsCompleted);

        // Closing a closed gate must not lose those who wait at it.
        _gate.Close();
        _gate.Open();

        await waiting;
    }

    [Fact]
    public async Task Waiting_can_be_given_up()
    {
        using var source = new CancellationTokenSource();
        var waiting = _gate.WaitAsync(source.Token);
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }
}
