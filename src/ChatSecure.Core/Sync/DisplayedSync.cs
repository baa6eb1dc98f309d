// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Concurrent;
using ChatSecure.Addressing;
using ChatSecure.Core.Accounts;
using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.DisplayedSync;
using ChatSecure.Stores;

namespace ChatSecure.Core.Sync;

/// <summary>What was read on one device of ours is read on all (XEP-0490). The state is our account's own: nobody else sees it.</summary>
internal sealed class DisplayedSync
{
    private readonly Jid _account;
    private readonly IChatStore _store;
    private readonly DisplayedSyncModule _module;
    private readonly FollowUps _followUps;
    private readonly ConcurrentDictionary<Jid, string> _unpublished = [];

    public DisplayedSync(Jid account, IChatStore store, DisplayedSyncModule module, FollowUps followUps)
    {
        _account = account;
        _store = store;
        _module = module;
        _followUps = followUps;
        module.Changed = ApplyAsync;
    }

    /// <summary>Tells our other devices, once for what was read in one go.</summary>
    public void Publish(Jid chat, string archiveId)
    {
        _unpublished[chat] = archiveId;
        _followUps.Add(async token =>
        {
            if (_unpublished.TryRemove(chat, out var newest))
            {
                await _module.PublishAsync(new DisplayedState(chat, newest, _account), token).ConfigureAwait(false);
            }
        });
    }

    /// <summary>Takes over what other devices have read while this one was away. To be called when the archive has been read.</summary>
    public async Task FetchAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<DisplayedState> states;
        try
        {
            states = await _module.FetchAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (StanzaErrorException)
        {
            // Nothing was ever read, or the server has no place for it.
            return;
        }

        foreach (var state in states)
        {
            await ApplyAsync(state, cancellationToken).ConfigureAwait(false);
        }
    }

    // What is not here is read with the archive, and with it this state. States only go forward: what was read stays so.
    private async ValueTask ApplyAsync(DisplayedState state, CancellationToken cancellationToken)
    {
        var last = await _store.Messages.FindArchivedAsync(_account, state.ArchiveId, cancellationToken).ConfigureAwait(false);
        if (last is not null && last.Conversation.Peer == state.Chat)
        {
            var through = new MessageRef(last.Conversation, last.Direction, last.Id);
            await _store.CommitAsync(new ChangeSet(_account) { ReadThrough = [through] }, cancellationToken).ConfigureAwait(false);
        }
    }
}
