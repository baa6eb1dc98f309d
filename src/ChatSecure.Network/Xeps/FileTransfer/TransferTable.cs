// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Concurrent;
using ChatSecure.Addressing;
using ChatSecure.Errors;

namespace ChatSecure.Network.Xeps.FileTransfer;

/// <summary>The sessions that live, each known by its peer's full address and its id. Safe for concurrent use.</summary>
internal sealed class TransferTable
{
    private readonly ConcurrentDictionary<(Jid Peer, string Id), TransferSession> _sessions = [];

    public ICollection<TransferSession> All => _sessions.Values;

    public bool Add(TransferSession session) => _sessions.TryAdd((session.Peer, session.Terms.SessionId), session);

    public void Remove(TransferSession session) => _sessions.TryRemove(new((session.Peer, session.Terms.SessionId), session));

    public TransferSession? Find(Jid peer, string? id) => id is null ? null : _sessions.GetValueOrDefault((peer, id));

    public TransferSession? FindStream(Jid peer, string? streamId) =>
        _sessions.Values.FirstOrDefault(session => session.Peer == peer && session.Terms.StreamId == streamId);

    public void EndAll(IEnumerable<TransferSession> sessions, ChatSecureException reason)
    {
        foreach (var session in sessions.ToList())
        {
            Remove(session);
            session.End("gone", reason);
        }
    }
}
