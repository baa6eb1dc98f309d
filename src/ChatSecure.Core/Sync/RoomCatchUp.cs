// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Archive;
using ChatSecure.Network.Xeps.GroupChat;
using ChatSecure.Stores;

namespace ChatSecure.Core.Sync;

/// <summary>Reads from a room's archive (XEP-0313) what was missed, oldest first; of a room that is new here, the newest page. Each message is committed
/// together with the room's cursor.</summary>
internal sealed class RoomCatchUp(Jid account, IArchiveCursorStore cursors, GroupChatModule rooms, RoomInbox inbox)
{
    // As for the account's own archive: a room that sends more pages than that does not come to an end.
    private const int MaxPages = 20_000;

    public async Task RunAsync(Jid room, CancellationToken cancellationToken)
    {
        var after = (await cursors.GetAsync(account, room, cancellationToken).ConfigureAwait(false))?.LastId;
        for (var pages = 0; pages < MaxPages; pages++)
        {
            ArchivePage page;
            try
            {
                var query = after is null ? new ArchiveQuery { BeforeId = string.Empty } : new ArchiveQuery { AfterId = after };
                page = await rooms.FetchArchiveAsync(room, query, cancellationToken).ConfigureAwait(false);
            }
            catch (StanzaErrorException error) when (error.Condition == "item-not-found" && after is not null)
            {
                // The archive no longer holds the message that we stopped at: go on with the newest that it has.
                after = null;
                continue;
            }
            catch (StanzaErrorException error) when (error.Condition is "forbidden" or "not-allowed" or "feature-not-implemented")
            {
                // It is not for us to read.
                return;
            }

            foreach (var message in page.Messages)
            {
                await inbox.ProcessAsync(message, isOfOldTimes: after is null, cancellationToken).ConfigureAwait(false);
            }

            if (after is null || page.IsComplete || page.LastId is null)
            {
                return;
            }

            after = page.LastId;
        }
    }
}
