// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Diagnostics.CodeAnalysis;

namespace ChatSecure.Network.Xeps.Payloads;

/// <summary>The reactions to one message: each author's newest set. Bounded. Not safe for concurrent use.</summary>
public sealed class ReactionTally
{
    /// <summary>The greatest number of authors that are remembered; further ones are not counted.</summary>
    public const int MaxAuthors = 1000;

    private readonly Dictionary<MessageAuthor, Entry> _entries = [];

    /// <summary>Each reaction and how many people have it, the most frequent first.</summary>
    public IReadOnlyList<KeyValuePair<string, int>> Counts =>
        [
            .. _entries
                .Values.SelectMany(entry => entry.Reactions.Emojis)
                .CountBy(emoji => emoji)
                .OrderByDescending(pair => pair.Value)
                .ThenBy(pair => pair.Key, StringComparer.Ordinal),
        ];

    /// <summary>Takes an author's reactions in, in place of its former ones.</summary>
    /// <param name="author">Who reacts.</param>
    /// <param name="reactions">All its reactions to this message.</param>
    /// <param name="at">When it reacted, by the archive's or our own clock.</param>
    /// <returns>Whether they count now: an older set does not replace a newer one.</returns>
    public bool Apply(MessageAuthor author, ReactionSet reactions, DateTimeOffset at)
    {
        if (_entries.TryGetValue(author, out var known) ? known.At > at : _entries.Count == MaxAuthors)
        {
            return false;
        }

        _entries[author] = new(reactions, at);
        return true;
    }

    /// <summary>What an author's reactions are.</summary>
    /// <param name="author">The author.</param>
    /// <param name="reactions">They.</param>
    /// <returns>Whether the author has ever reacted.</returns>
    public bool TryGet(MessageAuthor author, [NotNullWhen(true)] out ReactionSet? reactions)
    {
        reactions = _entries.TryGetValue(author, out var entry) ? entry.Reactions : null;
        return reactions is not null;
    }

    private readonly record struct Entry(ReactionSet Reactions, DateTimeOffset At);
}
