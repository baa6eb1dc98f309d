// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Threading.Channels;
using ChatSecure.Addressing;
using ChatSecure.Clients;

namespace ChatSecure.UIKit.Words;

/// <summary>Who is typing. Whoever does not say so again is forgotten after a while: the word that they stopped may be lost.</summary>
internal sealed class TypingBook(TimeProvider time)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    private readonly Dictionary<Jid, DateTimeOffset> _since = [];
    private readonly Channel<bool> _started = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    public bool IsTyping(Jid peer) => _since.TryGetValue(peer, out var since) && time.GetUtcNow() - since < _patience;

    public void Apply(TypingChanged change)
    {
        if (change.State == TypingState.Composing)
        {
            _since[change.Peer.Bare] = time.GetUtcNow();
            _started.Writer.TryWrite(true);
        }
        else
        {
            _since.Remove(change.Peer.Bare);
        }
    }

    /// <summary>Tells when somebody has been silent for too long.</summary>
    public async Task WatchAsync(Func<Task> forgot, CancellationToken cancellationToken)
    {
        await foreach (var _ in _started.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            await Task.Delay(_patience, time, cancellationToken).ConfigureAwait(false);
            await forgot().ConfigureAwait(false);
        }
    }
}
