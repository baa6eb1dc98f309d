// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Network.Xeps.Archive;
using ChatSecure.Stores;
using Microsoft.Extensions.Logging;

namespace ChatSecure.Core.Sync;

/// <summary>Reads from the account's archive (XEP-0313) what was missed, oldest first. Each message is committed together with the cursor, so a cut connection
/// costs nothing and repeats nothing. On a device that is new, first the newest page of what was said before.</summary>
internal sealed partial class ArchiveCatchUp(
    Jid account,
    IChatStore store,
    Func<ArchiveQuery, CancellationToken, Task<ArchivePage>> query,
    Inbox inbox,
    ILogger logger
)
{
    // 20,000 pages are a million messages: a server that sends more pages than that does not come to an end.
    private const int MaxPages = 20_000;

    /// <summary>Reads backwards.</summary>
    public ArchivePast Past { get; } =
        new(
            account,
            store,
            (_, page, cancellationToken) => query(page, cancellationToken),
            (message, past, cancellationToken) => inbox.ProcessAsync(message, movesCursor: false, past, isAgain: false, cancellationToken),
            (_, id) => id
        );

    /// <summary>Catches up.</summary>
    /// <param name="since">When the account came to this device: what is older is no news.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    /// <returns>Whether the archive had never been read here.</returns>
    public async Task<bool> RunAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var isNew = await CursorAsync(cancellationToken).ConfigureAwait(false) is null;
        if (isNew)
        {
            // Archives cut fractions of a second off.
            await Past.BeginAsync(account, since.AddSeconds(-1), cancellationToken).ConfigureAwait(false);
        }

        var cursor = await CursorAsync(cancellationToken).ConfigureAwait(false);
        await GoOnAsync(cursor!, since, cancellationToken).ConfigureAwait(false);
        return isNew;
    }

    private async Task<string?> CursorAsync(CancellationToken cancellationToken) =>
        (await store.ArchiveCursors.GetAsync(account, account, cancellationToken).ConfigureAwait(false))?.LastId;

    private async Task GoOnAsync(string after, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var (page, isAgain) = await FirstAsync(after, since, cancellationToken).ConfigureAwait(false);
        var newest = page.IsComplete ? null : await Past.NewestAsync(account, cancellationToken).ConfigureAwait(false);
        for (var pages = 1; ; pages++)
        {
            // The next page comes while this one is decrypted and stored.
            var isLast = ArchivePast.IsLast(page, newest) || page.LastId == after || pages == MaxPages;
            after = page.LastId ?? after;
            var next = isLast ? null : query(ArchivePast.Following(after), cancellationToken);
            try
            {
                foreach (var message in page.Messages)
                {
                    await inbox.ProcessAsync(message, movesCursor: true, past: null, isAgain, cancellationToken).ConfigureAwait(false);
                }
            }
            catch when (next is not null)
            {
                await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                throw;
            }

            LogPage(logger, page.Messages.Count, page.IsComplete);
            if (next is null)
            {
                return;
            }

            page = await next.ConfigureAwait(false);
        }
    }

    private async Task<(ArchivePage Page, bool IsAgain)> FirstAsync(string after, DateTimeOffset since, CancellationToken cancellationToken)
    {
        if (await Past.FollowAsync(account, after, cancellationToken).ConfigureAwait(false) is { } page)
        {
            return (page, false);
        }

        // Begin with what there is since then; known messages are told apart by their ids.
        LogCursorExpired(logger);
        var last = await store.Messages.FindArchivedAsync(account, after, cancellationToken).ConfigureAwait(false);
        var start = last?.Timestamp.AddMinutes(-1) ?? since;
        return (await query(new ArchiveQuery { Start = start }, cancellationToken).ConfigureAwait(false), true);
    }

    [LoggerMessage(EventId = 4201, Level = LogLevel.Debug, Message = "Read {Count} messages from the archive; complete: {IsComplete}.")]
    private static partial void LogPage(ILogger logger, int count, bool isComplete);

    [LoggerMessage(
        EventId = 4202,
        Level = LogLevel.Information,
        Message = "The archive no longer knows where this device stopped reading."
    )]
    private static partial void LogCursorExpired(ILogger logger);
}
