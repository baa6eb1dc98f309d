// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Clients;
using ChatSecure.Core.Events;
using ChatSecure.Messaging;

namespace ChatSecure.Core.Media;

/// <summary>Tells how far a transfer is, not more often than somebody can see.</summary>
internal sealed class ProgressEvents(EventHub events, MessageRef message, int index, long? total) : IProgress<long>
{
    private const long LeastStep = 1024 * 1024;
    private readonly long _step = Math.Max(LeastStep, (total ?? 0) / 50);
    private long _told = -1;

    public void Report(long value)
    {
        var bytes = Math.Min(value, total ?? value);
        if (_told < 0 || bytes - _told >= _step || (bytes == total && bytes != _told))
        {
            Tell(bytes, total);
        }
    }

    /// <summary>All of it was moved.</summary>
    public void Finish(long size)
    {
        if (_told != size)
        {
            Tell(size, size);
        }
    }

    private void Tell(long bytes, long? of)
    {
        _told = bytes;
        events.Publish(new TransferProgress(message.Conversation.Account, message, index, bytes, of));
    }
}
