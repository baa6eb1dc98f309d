// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Core.Events;
using ChatSecure.Stores;

namespace ChatSecure.Core.Sync;

/// <summary>Tells what a commit did, without calling news what is not.</summary>
internal static class PastEvents
{
    public static void Publish(this EventHub events, Jid account, CommitResult commit, PastPage? past)
    {
        if (past is null)
        {
            events.Publish(account, commit);
            return;
        }

        past.Added.AddRange(commit.Added);
        foreach (var message in commit.Added)
        {
            events.Publish(new HistoryAdded(account, message));
        }

        events.Publish(account, commit with { Added = [] });
    }
}
