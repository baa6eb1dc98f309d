// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;

namespace ChatSecure.Cli.Rpc;

/// <summary>Runs the sends of one conversation one after another, in the order of their requests, while those of others go on beside them.</summary>
internal sealed class OrderedSends
{
    private readonly Dictionary<ConversationId, Task> _last = [];

    public async Task<T> RunAsync<T>(ConversationId conversation, Func<Task<T>> send)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task? previous;
        lock (_last)
        {
            _last.TryGetValue(conversation, out previous);
            _last[conversation] = done.Task;
        }

        try
        {
            if (previous is not null)
            {
                await previous;
            }

            return await send();
        }
        finally
        {
            lock (_last)
            {
                if (_last[conversation] == done.Task)
                {
                    _last.Remove(conversation);
                }
            }

            done.SetResult();
        }
    }
}
