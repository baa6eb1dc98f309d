// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Changes;
using ChatSecure.Messaging;

namespace ChatSecure.UIKit.Timeline;

/// <summary>The messages that a timeline holds: the watched window of the newest ones, and older pages before it.</summary>
/// <param name="window">The window's greatest size.</param>
internal sealed class TimelineMessages(int window)
{
    private IReadOnlyList<ChatMessage> _older = [];
    private IReadOnlyList<ChatMessage> _live = [];

    /// <summary>All of them, oldest first.</summary>
    public IReadOnlyList<ChatMessage> All { get; private set; } = [];

    /// <summary>The size of the window now.</summary>
    public int LiveCount => _live.Count;

    /// <summary>Where to read what is older; null before the first page and at the end.</summary>
    public string? Before { get; private set; }

    /// <summary>Whether an older page has been read since the window was last lost.</summary>
    public bool HasCursor { get; private set; }

    /// <summary>Whether the oldest message of all is among them.</summary>
    public bool IsComplete => HasCursor ? Before is null : _live.Count < window;

    /// <summary>What a message is known by: its id is its sender's choice, so only unique per direction.</summary>
    public static (MessageDirection Direction, MessageId Id) Key(ChatMessage message) => (message.Direction, message.Id);

    /// <summary>Takes over the watched window.</summary>
    public void SetLive(ListDiffBatch<ChatMessage> batch)
    {
        if (HasCursor)
        {
            Retain(batch.Items);
        }

        _live = batch.Items;
        Join();
    }

    /// <summary>Takes over an older page.</summary>
    public void AddOlder(MessagePage page)
    {
        (HasCursor, Before) = (true, page.Before);
        _older = [.. page.Messages, .. _older];
        Join();
    }

    // What slides out of a full window at its old end is still there: it becomes part of the older ones. If the new window shares nothing with the old one, the
    // feed has skipped something in between, and the older pages, no longer adjacent, are let go.
    private void Retain(IReadOnlyList<ChatMessage> next)
    {
        var stays = next.Select(Key).ToHashSet();
        var first = _live.Index().FirstOrDefault(entry => stays.Contains(Key(entry.Item)), (Index: -1, Item: null!)).Index;
        if (first < 0 && _live.Count > 0)
        {
            (_older, HasCursor, Before) = ([], false, null);
        }
        else if (next.Count >= window)
        {
            _older = [.. _older, .. _live.Take(first)];
        }
    }

    private void Join()
    {
        HashSet<(MessageDirection, MessageId)> seen = [.. _live.Select(Key)];
        ChatMessage[] older = [.. _older.Where(message => seen.Add(Key(message)))];
        _older = older;
        All = [.. older, .. _live];
    }
}
