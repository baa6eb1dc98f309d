// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;

namespace ChatSecure.Hooks;

/// <summary>Is told of every message of others that is new here, whatever way it came, after it was stored: to answer it, to count it, to hand it on. Messages come one
/// at a time and in the order of their storing, off the path of receiving: a hook that is slow delays other hooks and nothing else, and one that falls more
/// than 10,000 events behind misses the oldest. One that throws, or takes longer than 10 seconds, misses that message;
/// <see cref="Clients.ErrorOccurred"/> tells so. What a process did not come to is not told again by the next one.</summary>
public interface IIncomingMessageHook
{
    /// <summary>Takes note of a message.</summary>
    /// <param name="message">The message as stored; without a text if it could not be decrypted.</param>
    /// <param name="cancellationToken">Ends when time is up or the engine ends.</param>
    /// <returns>Done.</returns>
    ValueTask AfterReceiveAsync(ChatMessage message, CancellationToken cancellationToken);
}
