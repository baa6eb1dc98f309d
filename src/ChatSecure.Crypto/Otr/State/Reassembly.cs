// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Immutable;
using ChatSecure.Addressing;
using ChatSecure.Crypto.Otr.Wire;

namespace ChatSecure.Crypto.Otr.State;

/// <summary>Messages that have come in part. What they may take is bounded, for each sender and for all together. It does not change: a step makes the next
/// one.</summary>
internal sealed record Reassembly
{
    /// <summary>The greatest message that is put together, in characters.</summary>
    public const int MaxMessage = 512 * 1024;

    private const int MaxTotal = 4 * MaxMessage;
    private const int MaxSenders = 64;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private ImmutableDictionary<(Jid From, uint Tag), Partial> Partials { get; init; } = ImmutableDictionary<(Jid, uint), Partial>.Empty;

    /// <summary>Takes in a piece.</summary>
    /// <returns>What is kept now, and the message if it was the last piece.</returns>
    public (Reassembly Next, string? Message) Add(Jid from, Fragment fragment, DateTimeOffset now)
    {
        var key = (from, fragment.Sender);
        var partial = fragment.Index == 1 ? new Partial(0, fragment.Count, [], 0, now) : Partials.GetValueOrDefault(key);
        var isNext = partial is not null && fragment.Count == partial.Count && fragment.Index == partial.Index + 1;
        if (!isNext || now - partial!.Since > Patience || partial.Length + fragment.Piece.Length > MaxMessage)
        {
            return (Forget(from, fragment.Sender), null);
        }

        partial = partial with
        {
            Index = fragment.Index,
            Pieces = partial.Pieces.Add(fragment.Piece),
            Length = partial.Length + fragment.Piece.Length,
        };
        return partial.Index == partial.Count ? (Forget(from, fragment.Sender), string.Concat(partial.Pieces)) : (Keep(key, partial), null);
    }

    /// <summary>Drops what a sender has sent in part: something else came in between.</summary>
    public Reassembly Forget(Jid from, uint tag) =>
        Partials.ContainsKey((from, tag)) ? this with { Partials = Partials.Remove((from, tag)) } : this;

    private Reassembly Keep((Jid, uint) key, Partial partial)
    {
        var partials = Partials.SetItem(key, partial);
        while (partials.Count > MaxSenders || partials.Values.Sum(kept => kept.Length) > MaxTotal)
        {
            partials = partials.Remove(partials.Where(kept => kept.Key != key).MinBy(kept => kept.Value.Since).Key);
        }

        return this with
        {
            Partials = partials,
        };
    }

    private sealed record Partial(int Index, int Count, ImmutableList<string> Pieces, int Length, DateTimeOffset Since);
}
