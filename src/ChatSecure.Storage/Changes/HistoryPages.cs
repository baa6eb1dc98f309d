// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;

namespace ChatSecure.Storage.Changes;

/// <summary>Pages of a conversation. One message more than asked for is read, to know whether there is another page.</summary>
internal static class HistoryPages
{
    public static MessagePage Before<TSource>(this IHistory<TSource> history, TSource source, int limit, Place end)
    {
        var found = history.Before(source, Place.Oldest, end, limit + 1);
        var count = Math.Min(limit, found.Count);
        var messages = new ChatMessage[count];
        for (var i = 0; i < count; i++)
        {
            messages[count - 1 - i] = found[i].Message;
        }

        var before = found.Count > limit ? found[limit - 1].Place.ToString() : null;
        return new(messages, before) { After = end == Place.Newest || count == 0 ? null : found[0].Place.ToString() };
    }

    public static MessagePage After<TSource>(this IHistory<TSource> history, TSource source, int limit, Place start)
    {
        var found = history.After(source, start, limit + 1);
        var count = Math.Min(limit, found.Count);
        var messages = new ChatMessage[count];
        for (var i = 0; i < count; i++)
        {
            messages[i] = found[i].Message;
        }

        var before = start == Place.Oldest || count == 0 ? null : found[0].Place.ToString();
        return new(messages, before) { After = found.Count > limit ? found[limit - 1].Place.ToString() : null };
    }
}
