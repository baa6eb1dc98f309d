// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Core.Groups;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Archive;
using ChatSecure.Network.Xeps.GroupChat;
using ChatSecure.Stores;

namespace ChatSecure.Core.Sync;

/// <summary>Reads from a room's archive (XEP-0313) what was missed, oldest first; of a room that is new here, the newest page. Each message is committed
/// together with the room's cursor. What lies before or between is a gap, to be filled when somebody wants it.</summary>
internal sealed class RoomCatchUp(Jid account, IChatStore store, GroupChatModule rooms, RoomInbox inbox)
{
    // As for the account's own archive: a room that sends more pages than that does not come to an end.
    private const int MaxPages = 20_000;

    /// <summary>Reads backwards.</summary>
    public ArchivePast Past { get; } =
        new(
            account,
            store,
            rooms.FetchArchiveAsync,
            (message, past, cancellationToken) => inbox.ProcessAsync(message, past, isAgain: false, cancellationToken),
            RoomIds.Stored
        );

    /// <summary>Catches up.</summary>
    /// <param name="room">With which room.</param>
    /// <param name="since">When we entered it: if its archive was never read here, what is older is no news.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    public async Task RunAsync(Jid room, DateTimeOffset since, CancellationToken cancellationToken)
    {
        try
        {
            var cursor = await CursorAsync(room, cancellationToken).ConfigureAwait(false);
            if (cursor is null)
            {
                // Archives cut fractions of a second off.
                await Past.BeginAsync(room, since.AddSeconds(-1), cancellationToken).ConfigureAwait(false);
                cursor = await CursorAsync(room, cancellationToken).ConfigureAwait(false);
            }

            await GoOnAsync(room, cursor!, cancellationToken).ConfigureAwait(false);
        }
        catch (StanzaErrorException error) when (error.Condition is "forbidden" or "not-allowed" or "feature-not-implemented")
        {
            // It is not for us to read.
        }
    }

    private async Task<string?> CursorAsync(Jid room, CancellationToken cancellationToken) =>
        (await store.ArchiveCursors.GetAsync(account, room, cancellationToken).ConfigureAwait(false))?.LastId;

    private async Task GoOnAsync(Jid room, string after, CancellationToken cancellationToken)
    {
        string? newest = null;
        for (var pages = 0; pages < MaxPages; pages++)
        {
            if (await Past.FollowAsync(room, after, cancellationToken).ConfigureAwait(false) is not { } page)
            {
                await JumpAsync(room, after, cancellationToken).ConfigureAwait(false);
                return;
            }

            newest ??= page.IsComplete ? null : await Past.NewestAsync(room, cancellationToken).ConfigureAwait(false);
            await TakeAsync(page, isAgain: false, cancellationToken).ConfigureAwait(false);
            if (ArchivePast.IsLast(page, newest))
            {
                return;
            }

            after = page.LastId!;
        }
    }

    // The archive no longer knows the message that we stopped at: go on with the newest that it has, and remember what is missing.
    private async Task JumpAsync(Jid room, string after, CancellationToken cancellationToken)
    {
        var page = await rooms
            .FetchArchiveAsync(room, new ArchiveQuery { BeforeId = string.Empty }, cancellationToken)
            .ConfigureAwait(false);
        if (page is { IsComplete: false, FirstId: { } first })
        {
            var gap = new ArchiveGap(room, after, first) { BeforeAt = ArchivePast.SentAt(page, first) };
            await store.CommitAsync(new ChangeSet(account) { GapsOpened = [gap] }, cancellationToken).ConfigureAwait(false);
        }

        await TakeAsync(page, isAgain: true, cancellationToken).ConfigureAwait(false);
    }

    private async Task TakeAsync(ArchivePage page, bool isAgain, CancellationToken cancellationToken)
    {
        foreach (var message in page.Messages)
        {
            await inbox.ProcessAsync(message, past: null, isAgain, cancellationToken).ConfigureAwait(false);
        }
    }
}
