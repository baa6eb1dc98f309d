// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Threading.Channels;
using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Clients;

namespace ChatSecure.UIKit.Words;

/// <summary>Who is typing. Whoever does not say so again is forgotten after a while: the word that they stopped may be lost.</summary>
internal sealed class TypingBook(TimeProvider time)
{
    // Nobody can fill it: in a large group, those who came first are told.
    private const int MaxTyping = 1000;
    private const int MaxName = 64;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    private readonly Dictionary<(Jid Peer, string Nick), DateTimeOffset> _since = [];
    private readonly Channel<bool> _started = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    /// <summary>Who is typing there, in words: the peer, or who of a group; null for nobody.</summary>
    public string? TextOf(Jid peer, Func<string> title, Brand brand)
    {
        var now = time.GetUtcNow();
        var who = _since
            .Where(typing => typing.Key.Peer == peer && now - typing.Value < _patience)
            .Select(typing => typing.Key.Nick)
            .Order(StringComparer.Ordinal)
            .ToArray();
        return who switch
        {
            [] => null,
            [""] => brand.Text("typing.composing", ("name", title())),
            [var one] => brand.Text("typing.composing", ("name", Of(one))),
            [var first, var second] => brand.Text("typing.two", ("first", Of(first)), ("second", Of(second))),
            _ => brand.Text("typing.many", ("count", who.Length)),
        };

        // Names in groups are what their owners like.
        static string Of(string nick) => DisplayText.Line(nick, MaxName);
    }

    public void Apply(TypingChanged change)
    {
        var who = (change.Peer.Bare, change.Nick ?? string.Empty);
        foreach (var gone in _since.Where(typing => time.GetUtcNow() - typing.Value >= _patience).Select(typing => typing.Key).ToArray())
        {
            _since.Remove(gone);
        }

        if (change.State == TypingState.Composing && (_since.Count < MaxTyping || _since.ContainsKey(who)))
        {
            _since[who] = time.GetUtcNow();
            _started.Writer.TryWrite(true);
        }
        else
        {
            _since.Remove(who);
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
