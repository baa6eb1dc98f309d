// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Archive;
using ChatSecure.Stores;
using Microsoft.Extensions.Logging;

namespace ChatSecure.Core.Sync;

/// <summary>Reads from the account's archive (XEP-0313) what was missed, oldest first. Each message is committed together with the cursor, so a cut connection
/// costs nothing and repeats nothing.</summary>
internal sealed partial class ArchiveCatchUp(Jid account, IChatStore store, ArchiveModule archive, Inbox inbox, ILogger logger)
{
    // 20,000 pages are a million messages: a server that sends more pages than that does not come to an end.
    private const int MaxPages = 20_000;

    /// <summary>Catches up.</summary>
    /// <param name="since">Where to begin if the archive has never been read.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    public async Task RunAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var cursor = await store.ArchiveCursors.GetAsync(account, account, cancellationToken).ConfigureAwait(false);
        var after = cursor?.LastId;
        var page = await FirstAsync(after, since, cancellationToken).ConfigureAwait(false);
        for (var pages = 1; ; pages++)
        {
            // The next page comes while this one is decrypted and stored.
            var isLast = page.IsComplete || page.LastId is null || page.LastId == after || pages == MaxPages;
            after = page.LastId;
            var next = isLast ? null : archive.QueryAsync(new ArchiveQuery { AfterId = after }, cancellationToken);
            try
            {
                foreach (var message in page.Messages)
                {
                    await inbox.ProcessAsync(message, movesCursor: true, cancellationToken).ConfigureAwait(false);
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

    private async Task<ArchivePage> FirstAsync(string? after, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var fromStart = new ArchiveQuery { Start = since };
        try
        {
            var query = after is null ? fromStart : new ArchiveQuery { AfterId = after };
            return await archive.QueryAsync(query, cancellationToken).ConfigureAwait(false);
        }
        catch (StanzaErrorException error) when (error.Condition == "item-not-found" && after is not null)
        {
            // The archive no longer holds the message that we stopped at: begin with what it has; known messages are told apart by their ids.
            LogCursorExpired(logger);
            return await archive.QueryAsync(fromStart, cancellationToken).ConfigureAwait(false);
        }
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
