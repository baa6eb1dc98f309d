// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Concurrent;
using ChatSecure.Addressing;
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
    private readonly ConcurrentDictionary<Jid, DisplayedState> _early = [];

    public DisplayedSync(Jid account, IChatStore store, DisplayedSyncModule module)
    {
        _account = account;
        _store = store;
        _module = module;
        module.Changed = ApplyAsync;
    }

    /// <summary>Tells our other devices up to where we have read. In a room the message goes by the id that the room gave it.</summary>
    /// <returns>Whether they know now; not as long as they may know better.</returns>
    public async Task<bool> PublishAsync(OwedReport read, CancellationToken cancellationToken)
    {
        var chat = read.Conversation.Peer;
        if (_early.ContainsKey(chat))
        {
            return false;
        }

        var inRoom = RoomIds.InRoom(chat, read.About);
        await _module
            .PublishAsync(new(chat, inRoom ?? read.About, inRoom is null ? _account : chat), cancellationToken)
            .ConfigureAwait(false);
        return true;
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
            var told = await ToldAsync(last, cancellationToken).ConfigureAwait(false);
            await _store
                .CommitAsync(new ChangeSet(_account) { ReadThrough = [through], OwedDone = told }, cancellationToken)
                .ConfigureAwait(false);
        }
        else if (last is null && state.By != _account && (_early.Count < MaxEarly || _early.ContainsKey(state.Chat)))
        {
            _early[state.Chat] = state;
        }
    }

    /// <summary>What we have to tell and others have told, or better. The rest is where we are ahead, and goes out.</summary>
    private async Task<IReadOnlyList<OwedReport>> ToldAsync(ChatMessage last, CancellationToken cancellationToken)
    {
        List<OwedReport> told = [];
        foreach (var read in await _store.Outbox.ListOwedAsync(_account, cancellationToken).ConfigureAwait(false))
        {
            if (read.Kind == OwedKind.Synchronized && read.Conversation == last.Conversation)
            {
                var ours = await _store.Messages.FindArchivedAsync(_account, read.About, cancellationToken).ConfigureAwait(false);
                if (read.About == last.ArchiveId || ours?.Timestamp < last.Timestamp)
                {
                    told.Add(read);
                }
            }
        }

        return told;
    }
}
