// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;

namespace ChatSecure.Hooks;

/// <summary>Is told of every message of others that is new here, whatever way it came, and of what others do to messages, after it was stored: to answer it, to count it, to hand it on. They come one
/// at a time and in the order of their storing, off the path of receiving: a hook that is slow delays other hooks and nothing else, and one that falls more
/// than 10,000 events behind misses the oldest. One that throws, or takes longer than 10 seconds, misses that one;
/// <see cref="Clients.ErrorOccurred"/> tells so. What a process did not come to is not told again by the next one.</summary>
public interface IIncomingMessageHook
{
    /// <summary>Takes note of a message.</summary>
    /// <param name="message">The message as stored; without a text if it could not be decrypted.</param>
    /// <param name="cancellationToken">Ends when time is up or the engine ends.</param>
    /// <returns>Done.</returns>
    ValueTask AfterReceiveAsync(ChatMessage message, CancellationToken cancellationToken);

    /// <summary>Takes note of an edit, a retraction or a reaction of somebody else that changed a message. One that comes before its message is told when that comes;
    /// the text of such an edit is told before as a message of its own (<see cref="ChatMessage.Replaces"/>). Without an implementation nothing is done.</summary>
    /// <param name="context">What was done, and the message as it is now.</param>
    /// <param name="cancellationToken">Ends when time is up or the engine ends.</param>
    /// <returns>Done.</returns>
    ValueTask AfterActAsync(IncomingActContext context, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
