// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Concurrent;
using ChatSecure.Addressing;
using ChatSecure.Core.Accounts;
using ChatSecure.Core.Groups;
using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.DisplayedSync;
using ChatSecure.Stores;

namespace ChatSecure.Core.Sync;

/// <summary>What was read on one device of ours is read on all (XEP-0490). The state is our account's own: nobody else sees it.</summary>
internal sealed class DisplayedSync
{
    private const int MaxEarly = 1_000;

    private readonly Jid _account;
    private readonly IChatStore _store;
    private readonly DisplayedSyncModule _module;
    private readonly FollowUps _followUps;
    private readonly ConcurrentDictionary<Jid, DisplayedState> _unpublished = [];
    private readonly ConcurrentDictionary<Jid, DisplayedState> _early = [];

    public DisplayedSync(Jid account, IChatStore store, DisplayedSyncModule module, FollowUps followUps)
    {
        _account = account;
        _store = store;
        _module = module;
        _followUps = followUps;
        module.Changed = ApplyAsync;
    }

    /// <summary>Tells our other devices, once for what was read in one go. In a room the message goes by the id that the room gave it.</summary>
    public void Publish(ChatMessage last)
    {
        var chat = last.Conversation.Peer;
        if (last.SenderName is null && last.ArchiveId is { } archiveId)
        {
            _unpublished[chat] = new(chat, archiveId, _account);
        }
        else if (RoomIds.InRoom(last) is { } id)
        {
            _unpublished[chat] = new(chat, id, chat);
        }
        else
        {
            return;
        }

        _followUps.Add(async token =>
        {
            if (_unpublished.TryRemove(chat, out var newest))
            {
                await _module.PublishAsync(newest, token).ConfigureAwait(false);
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

    /// <summary>A room's archive has been read: what other devices said before of its messages can be done now.</summary>
    public async Task ApplyAsync(Jid room, CancellationToken cancellationToken)
    {
        if (_early.TryRemove(room, out var state))
        {
            await ApplyAsync(state, cancellationToken).ConfigureAwait(false);
        }
    }

    // What is not here is read with the archive, and with it this state. States only go forward: what was read stays so.
    private async ValueTask ApplyAsync(DisplayedState state, CancellationToken cancellationToken)
    {
        var archiveId = state.By == _account ? state.ArchiveId : RoomIds.Stored(state.By, state.ArchiveId);
        var last = await _store.Messages.FindArchivedAsync(_account, archiveId, cancellationToken).ConfigureAwait(false);
        if (last is not null && last.Conversation.Peer == state.Chat)
        {
            var through = new MessageRef(last.Conversation, last.Direction, last.Id);
            await _store.CommitAsync(new ChangeSet(_account) { ReadThrough = [through] }, cancellationToken).ConfigureAwait(false);
        }
        else if (last is null && state.By != _account && (_early.Count < MaxEarly || _early.ContainsKey(state.Chat)))
        {
            _early[state.Chat] = state;
        }
    }
}
