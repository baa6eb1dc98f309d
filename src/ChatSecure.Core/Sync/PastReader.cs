// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Core.Accounts;
using ChatSecure.Messaging;
using ChatSecure.Stores;

namespace ChatSecure.Core.Sync;

/// <summary>Reads on in an account's past: some pages of it by itself on a device that is new, and the rest when somebody wants it.</summary>
/// <param name="account">The account.</param>
/// <param name="cursors">Where the gaps are.</param>
/// <param name="own">The account's archive.</param>
/// <param name="rooms">The rooms' archives.</param>
/// <param name="isGroup">Whether a conversation is a group's.</param>
/// <param name="onNewDevice">How many messages to read by itself.</param>
internal sealed class PastReader(
    Jid account,
    IArchiveCursorStore cursors,
    ArchivePast own,
    ArchivePast rooms,
    Func<Jid, bool> isGroup,
    int onNewDevice
) : IDisposable
{
    // Where a conversation had nothing for a thousand messages of others, somebody may ask again.
    private const int MaxPages = 20;

    // Two who fill the same gap would open its rest twice.
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>The gaps of the archive that a conversation comes from.</summary>
    public ValueTask<IReadOnlyList<ArchiveGap>> GapsAsync(Jid peer, CancellationToken cancellationToken) =>
        cursors.ListGapsAsync(account, isGroup(peer) ? peer : account, cancellationToken);

    /// <summary>Reads what a new device shows of the past at once.</summary>
    public async Task ReadFirstAsync(CancellationToken cancellationToken)
    {
        var read = 0;
        while (read < onNewDevice && await FillAsync(account, cancellationToken).ConfigureAwait(false) is { Read: > 0 } page)
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
            if (await FillAsync(conversation.Peer, cancellationToken).ConfigureAwait(false) is not { } page)
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

    private async Task<PastPage?> FillAsync(Jid peer, CancellationToken cancellationToken)
    {
        using var turn = await _turn.EnterAsync(cancellationToken).ConfigureAwait(false);
        return await GapsAsync(peer, cancellationToken).ConfigureAwait(false) is [.., var newest]
            ? await (newest.Archive == account ? own : rooms).FillAsync(newest, cancellationToken).ConfigureAwait(false)
            : null;
    }
}
