// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;
using ChatSecure.Stores;

namespace ChatSecure.Core.Sync;

/// <summary>Keeps the sender's order in history. What arrives later was sent later, but its time stamp can say otherwise: archives cut fractions of a second off,
/// and the server's clock is not ours. A stamp that lies a little before that of the sender's former message is lifted to it; one that lies far before is
/// believed (an old message, or a clock that jumped).</summary>
internal sealed class ArrivalOrder(IMessageStore messages)
{
    private const int MaxRemembered = 1_000;
    private const int PageSize = 20;
    private static readonly TimeSpan _tolerance = TimeSpan.FromMinutes(5);

    private readonly Dictionary<(ConversationId, MessageDirection), DateTimeOffset> _newest = [];

    public async Task<DateTimeOffset> PlaceAsync(
        ConversationId conversation,
        MessageDirection direction,
        DateTimeOffset stamp,
        CancellationToken cancellationToken
    )
    {
        if (!_newest.TryGetValue((conversation, direction), out var newest))
        {
            newest = await NewestAsync(conversation, direction, stamp - _tolerance, cancellationToken).ConfigureAwait(false);
        }

        var placed = stamp < newest && newest - stamp <= _tolerance ? newest : stamp;
        if (_newest.Count >= MaxRemembered)
        {
            _newest.Clear();
        }

        _newest[(conversation, direction)] = placed;
        return placed;
    }

    // As far back as it can matter: whoever is offline for a while finds many of the other direction before it.
    private async Task<DateTimeOffset> NewestAsync(
        ConversationId conversation,
        MessageDirection direction,
        DateTimeOffset since,
        CancellationToken cancellationToken
    )
    {
        string? before = null;
        do
        {
            var page = await messages.PageAsync(conversation, PageSize, before, cancellationToken).ConfigureAwait(false);
            if (page.Messages.LastOrDefault(message => message.Direction == direction) is { } newest)
            {
                return newest.Timestamp;
            }

            before = page.Messages is [{ Timestamp: var oldest }, ..] && oldest >= since ? page.Before : null;
        } while (before is not null);

        return DateTimeOffset.MinValue;
    }
}
