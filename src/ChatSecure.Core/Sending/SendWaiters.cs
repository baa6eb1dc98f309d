// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Concurrent;
using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Messaging;

namespace ChatSecure.Core.Sending;

/// <summary>Those who wait for a message of theirs to be acknowledged.</summary>
internal sealed class SendWaiters
{
    private readonly ConcurrentDictionary<(Jid, MessageId), TaskCompletionSource> _waiters = [];

    public Task Add(Jid account, MessageId id)
    {
        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        // Nobody has to look at it: a failure that nobody awaits is no unobserved one.
        _ = waiter.Task.ContinueWith(
            task => task.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default
        );
        return _waiters.GetOrAdd((account, id), waiter).Task;
    }

    public void Succeed(Jid account, MessageId id)
    {
        if (_waiters.TryRemove((account, id), out var waiter))
        {
            waiter.TrySetResult();
        }
    }

    public void Fail(Jid account, MessageId id, ChatSecureException error)
    {
        if (_waiters.TryRemove((account, id), out var waiter))
        {
            waiter.TrySetException(error);
        }
    }
}
