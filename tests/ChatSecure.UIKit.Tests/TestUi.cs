// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.UIKit.Threading;

namespace ChatSecure.UIKit.Tests;

/// <summary>A UI thread for tests: one thing after the other, and a test can look in between.</summary>
internal sealed class TestUi : IUiDispatcher
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task InvokeAsync(Action action)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            action();
            (changed, _changed) = (_changed, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        changed.SetResult();
        return Task.CompletedTask;
    }

    /// <summary>Looks at what is shown.</summary>
    public T Read<T>(Func<T> look)
    {
        lock (_gate)
        {
            return look();
        }
    }

    /// <summary>Does what a person does.</summary>
    public Task RunAsync(Func<Task> act) => Read(act);

    /// <summary>Waits until something is shown.</summary>
    public async Task UntilAsync(Func<bool> isShown, Func<string>? otherwise = null)
    {
        using var patience = new CancellationTokenSource(_patience);
        while (true)
        {
            var (isSo, changed) = Read(() => (isShown(), _changed.Task));
            if (isSo)
            {
                return;
            }

            try
            {
                await changed.WaitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"It was not shown. {(otherwise is null ? string.Empty : Read(otherwise))}");
            }
        }
    }
}
