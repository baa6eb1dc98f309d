// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;

namespace ChatSecure.UIKit.Timeline;

/// <summary>The part of the loaded messages that has rows: however long a conversation is, a screen has few. At the newest end it follows.</summary>
/// <param name="max">How many messages it shows at the most.</param>
internal sealed class TimelineSlice(int max)
{
    private IReadOnlyList<ChatMessage> _all = [];
    private int _from;
    private int _to;
    private int _wantedOlder;
    private int _wantedNewer;
    private bool _isFollowing = true;

    /// <summary>What is shown, oldest first.</summary>
    public IReadOnlyList<ChatMessage> Shown { get; private set; } = [];

    /// <summary>Everything that is loaded.</summary>
    public IReadOnlyList<ChatMessage> Loaded => _all;

    /// <summary>Whether something loaded lies before what is shown.</summary>
    public bool HasOlder => _from > 0;

    /// <summary>Whether something loaded lies behind what is shown.</summary>
    public bool HasNewer => _to < _all.Count;

    /// <summary>What a message is known by: its id is its sender's choice, so only unique per direction.</summary>
    public static (MessageDirection Direction, MessageId Id) Key(ChatMessage message) => (message.Direction, message.Id);

    /// <summary>Takes over what is loaded now.</summary>
    /// <param name="messages">All of it, oldest first.</param>
    /// <param name="isAtEnd">Whether the newest message of all is among them.</param>
    public void Set(IReadOnlyList<ChatMessage> messages, bool isAtEnd)
    {
        var index = messages.Index().ToDictionary(entry => Key(entry.Item), entry => entry.Index);
        int[] stays = [.. Shown.Where(message => index.ContainsKey(Key(message))).Select(message => index[Key(message)])];
        _all = messages;
        if (stays.Length == 0)
        {
            (_from, _to) = (Math.Max(0, messages.Count - max), messages.Count);
        }
        else
        {
            // While following, the newest end is open.
            (_from, _to) = (stays.Min(), _isFollowing ? messages.Count : stays.Max() + 1);
            _from = Math.Max(_from, _to - max);
        }

        TakeWanted();
        _isFollowing = isAtEnd && _to == messages.Count;
        Cut();
    }

    /// <summary>Starts anew, at the newest end of what comes, or around a message.</summary>
    public void Clear() => (_all, _from, _to, _wantedOlder, _wantedNewer, _isFollowing, Shown) = ([], 0, 0, 0, 0, true, []);

    /// <summary>Shows older messages, now or as soon as they come.</summary>
    public void ShowOlder(int count)
    {
        _wantedOlder = count;
        TakeWanted();
        Cut();
    }

    /// <summary>Shows newer messages, now or as soon as they come.</summary>
    public void ShowNewer(int count, bool isAtEnd)
    {
        _wantedNewer = count;
        TakeWanted();
        _isFollowing = isAtEnd && _to == _all.Count;
        Cut();
    }

    private void TakeWanted()
    {
        if (_wantedOlder > 0 && _from > 0)
        {
            _from = Math.Max(0, _from - _wantedOlder);
            (_to, _wantedOlder) = (Math.Min(_to, _from + max), 0);
            _isFollowing &= _to == _all.Count;
        }

        if (_wantedNewer > 0 && _to < _all.Count)
        {
            _to = Math.Min(_all.Count, _to + _wantedNewer);
            (_from, _wantedNewer) = (Math.Max(_from, _to - max), 0);
        }
    }

    private void Cut() => Shown = [.. _all.Skip(_from).Take(_to - _from)];
}
