// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Core.Accounts;
using ChatSecure.Messaging;
using ChatSecure.Stores;

namespace ChatSecure.Core.Sync;

/// <summary>Reads on in an account's past: some pages of it by itself on a device that is new, and the rest when somebody wants it.</summary>
/// <param name="account">The account.</param>
/// <param name="store">Where the gaps are kept.</param>
/// <param name="own">The account's archive.</param>
/// <param name="rooms">The rooms' archives.</param>
/// <param name="isGroup">Whether a conversation is a group's.</param>
/// <param name="onNewDevice">How many messages to read by itself.</param>
internal sealed class PastReader(
    Jid account,
    IChatStore store,
    ArchivePast own,
    ArchivePast rooms,
    Func<Jid, bool> isGroup,
    int onNewDevice
) : IDisposable
{
    // Where a conversation had nothing for a thousand messages of others, somebody may ask again.
    private const int MaxPages = 20;

    private readonly Erasures _erasures = new(store);

    // Two who fill the same gap would open its rest twice.
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>The gaps of the archive that a conversation comes from, but for those with nothing but what was erased of it.</summary>
    public async ValueTask<IReadOnlyList<ArchiveGap>> GapsAsync(ConversationId conversation, CancellationToken cancellationToken)
    {
        var archive = isGroup(conversation.Peer) ? conversation.Peer : account;
        var gaps = await store.ArchiveCursors.ListGapsAsync(account, archive, cancellationToken).ConfigureAwait(false);
        return await _erasures.WithoutAsync(conversation, gaps, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads what a new device shows of the past at once.</summary>
    public async Task ReadFirstAsync(CancellationToken cancellationToken)
    {
        var read = 0;
        while (read < onNewDevice && await FillAsync(OwnGapsAsync, cancellationToken).ConfigureAwait(false) is { Read: > 0 } page)
        {
            read += page.Read;
        }
    }

    /// <summary>Reads on in the newest gap until something of a conversation came, or nothing is left.</summary>
    /// <returns>How many messages came into the conversation.</returns>
    public async Task<int> FillAsync(ConversationId conversation, CancellationToken cancellationToken)
    {
        for (var pages = 0; pages < MaxPages; pages++)
        {
            if (await FillAsync(token => GapsAsync(conversation, token), cancellationToken).ConfigureAwait(false) is not { } page)
            {
                return 0;
            }

            if (page.Added.Count(message => message.Conversation == conversation) is > 0 and var came)
            {
                return came;
            }
        }

        return 0;
    }

    public void Dispose() => _turn.Dispose();

    private ValueTask<IReadOnlyList<ArchiveGap>> OwnGapsAsync(CancellationToken cancellationToken) =>
        store.ArchiveCursors.ListGapsAsync(account, account, cancellationToken);

    private async Task<PastPage?> FillAsync(
        Func<CancellationToken, ValueTask<IReadOnlyList<ArchiveGap>>> gaps,
        CancellationToken cancellationToken
    )
    {
        using var turn = await _turn.EnterAsync(cancellationToken).ConfigureAwait(false);
        return await gaps(cancellationToken).ConfigureAwait(false) is [.., var newest]
            ? await (newest.Archive == account ? own : rooms).FillAsync(newest, cancellationToken).ConfigureAwait(false)
            : null;
    }
}
