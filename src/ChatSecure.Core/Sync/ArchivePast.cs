// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Archive;
using ChatSecure.Stores;

namespace ChatSecure.Core.Sync;

/// <summary>Reads archives (XEP-0313): on from a cursor, and backwards: where a device begins, the newest page, and later, when somebody wants it, what lies in a
/// gap.</summary>
/// <param name="account">The account.</param>
/// <param name="store">Where the gaps are kept.</param>
/// <param name="query">Fetches a page of an archive.</param>
/// <param name="take">Takes a message of the past into the store.</param>
/// <param name="nameOf">The name under which the store knows an id of an archive.</param>
internal sealed class ArchivePast(
    Jid account,
    IChatStore store,
    Func<Jid, ArchiveQuery, CancellationToken, Task<ArchivePage>> query,
    Func<IncomingMessage, PastPage, CancellationToken, Task> take,
    Func<Jid, string, string> nameOf
)
{
    /// <summary>Reads the newest page of an archive that was never read, opens a gap before it if it is not the whole, and sets the archive's cursor to its end.
    /// Interrupted, it begins anew and doubles nothing.</summary>
    /// <param name="archive">Whose archive.</param>
    /// <param name="until">What comes later is news, and not read here.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    public async Task BeginAsync(Jid archive, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var page = await query(archive, new ArchiveQuery { BeforeId = string.Empty, End = until }, cancellationToken).ConfigureAwait(false);
        if (page is { IsComplete: false, FirstId: { } first })
        {
            var gap = new ArchiveGap(archive, string.Empty, first) { BeforeAt = SentAt(page, first) };
            await store.CommitAsync(new ChangeSet(account) { GapsOpened = [gap] }, cancellationToken).ConfigureAwait(false);
        }

        await TakeAsync(page, new PastPage(), cancellationToken).ConfigureAwait(false);
        var cursor = new ArchiveCursor(archive, page.LastId ?? string.Empty);
        await store.CommitAsync(new ChangeSet(account) { Cursor = cursor }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads the newest page of a gap, which becomes smaller by that, or closes.</summary>
    /// <param name="gap">The gap, as it is stored.</param>
    /// <param name="cancellationToken">Gives up; what was read until then stays.</param>
    /// <returns>What the page brought.</returns>
    public async Task<PastPage> FillAsync(ArchiveGap gap, CancellationToken cancellationToken)
    {
        ArchivePage page;
        try
        {
            page = await query(gap.Archive, new ArchiveQuery { BeforeId = gap.Before }, cancellationToken).ConfigureAwait(false);
        }
        catch (StanzaErrorException error) when (error.Condition == "item-not-found")
        {
            // The archive has let go of the message behind the gap, and so of everything before it.
            await CloseAsync(gap, null, cancellationToken).ConfigureAwait(false);
            return new PastPage();
        }

        var behind = await FindAsync(gap.Archive, gap.Before, cancellationToken).ConfigureAwait(false);
        var past = new PastPage(behind?.Timestamp ?? gap.BeforeAt) { Read = page.Messages.Count };
        var rest = await RestAsync(gap, page, cancellationToken).ConfigureAwait(false);
        await TakeAsync(page, past, cancellationToken).ConfigureAwait(false);
        await CloseAsync(gap, rest, cancellationToken).ConfigureAwait(false);
        return past;
    }

    /// <summary>Fetches the page that follows a cursor.</summary>
    /// <returns>The page; null if the archive has let go of the cursor's message, and perhaps of some that followed it.</returns>
    public async Task<ArchivePage?> FollowAsync(Jid archive, string cursor, CancellationToken cancellationToken)
    {
        try
        {
            var page = await query(archive, Following(cursor), cancellationToken).ConfigureAwait(false);
            if (cursor.Length == 0 || page is not { IsComplete: true, LastId: null })
            {
                return page;
            }

            // An archive that no longer knows the message has to say so (XEP-0313, section 4.3.2). Prosody with its usual storage says that nothing follows: only
            // the newest message of all tells which is true. What came in between is found by asking again.
            var newest = await NewestAsync(archive, cancellationToken).ConfigureAwait(false);
            if (newest is null || newest == cursor)
            {
                return page;
            }

            page = await query(archive, Following(cursor), cancellationToken).ConfigureAwait(false);
            return page.LastId is null ? null : page;
        }
        catch (StanzaErrorException error) when (error.Condition == "item-not-found" && cursor.Length > 0)
        {
            return null;
        }
    }

    /// <summary>The id of an archive's newest message; null if it is empty. What comes after it comes live as well: who catches up reads up to there, or where more
    /// is said than can be read there would be no end.</summary>
    public async Task<string?> NewestAsync(Jid archive, CancellationToken cancellationToken) =>
        (await query(archive, new ArchiveQuery { BeforeId = string.Empty, Max = 1 }, cancellationToken).ConfigureAwait(false)).LastId;

    /// <summary>Whether a page, read forwards, is the last one.</summary>
    /// <param name="page">The page.</param>
    /// <param name="newest">Up to where to read (<see cref="NewestAsync"/>); null if that is not known.</param>
    public static bool IsLast(ArchivePage page, string? newest) =>
        page.IsComplete
        || page.LastId is null
        || page.LastId == newest
        || (newest is not null && page.Messages.Any(message => message.ArchiveId == newest));

    /// <summary>When a message of a page was sent, by the archive's clock.</summary>
    public static DateTimeOffset? SentAt(ArchivePage page, string id) =>
        page.Messages.FirstOrDefault(message => message.ArchiveId == id)?.Stamp;

    /// <summary>Asks for the page that follows a cursor.</summary>
    public static ArchiveQuery Following(string cursor) => new() { AfterId = cursor.Length == 0 ? null : cursor };

    // Where the gap has another end, it is reached with a message that is known already.
    private async Task<ArchiveGap?> RestAsync(ArchiveGap gap, ArchivePage page, CancellationToken cancellationToken)
    {
        if (page.IsComplete || page.FirstId is not { } first)
        {
            return null;
        }

        var reachesEnd =
            gap.After.Length > 0
            && (
                page.Messages.Any(message => message.ArchiveId == gap.After)
                || await FindAsync(gap.Archive, first, cancellationToken).ConfigureAwait(false) is not null
            );
        return reachesEnd ? null : gap with { Before = first, BeforeAt = SentAt(page, first) };
    }

    private async Task TakeAsync(ArchivePage page, PastPage past, CancellationToken cancellationToken)
    {
        foreach (var message in page.Messages)
        {
            await take(message, past, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task CloseAsync(ArchiveGap gap, ArchiveGap? rest, CancellationToken cancellationToken)
    {
        var changes = new ChangeSet(account) { GapsClosed = [gap], GapsOpened = rest is null ? [] : [rest] };
        await store.CommitAsync(changes, cancellationToken).ConfigureAwait(false);
    }

    private ValueTask<ChatMessage?> FindAsync(Jid archive, string id, CancellationToken cancellationToken) =>
        store.Messages.FindArchivedAsync(account, nameOf(archive, id), cancellationToken);
}
