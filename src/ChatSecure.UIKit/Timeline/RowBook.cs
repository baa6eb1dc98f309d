// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;

namespace ChatSecure.UIKit.Timeline;

/// <summary>The rows of the messages that are shown, as they were put into words: while only the window over them moves, no message is said twice.</summary>
internal sealed class RowBook
{
    private Dictionary<ChatMessage, MessageRow> _known = Empty();
    private Dictionary<ChatMessage, MessageRow> _shown = Empty();

    /// <summary>The row of a message, not yet in a group.</summary>
    /// <param name="message">The message: another object is another message, however equal.</param>
    /// <param name="say">Puts it into words.</param>
    public MessageRow Of(ChatMessage message, Func<ChatMessage, MessageRow> say)
    {
        var row = _known.GetValueOrDefault(message) ?? say(message);

        // What a message answers may be found among those that come in later.
        if (message.ReplyTo is null)
        {
            _shown[message] = row;
        }

        return row;
    }

    /// <summary>Forgets what nobody has asked for since the last time.</summary>
    public void Turn() => (_known, _shown) = (_shown, Empty());

    /// <summary>Forgets everything: something else has changed that words depend on.</summary>
    public void Clear() => _known.Clear();

    private static Dictionary<ChatMessage, MessageRow> Empty() => new(ReferenceEqualityComparer.Instance);
}
