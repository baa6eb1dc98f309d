// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Messaging;
using ChatSecure.Stores;

namespace ChatSecure.Testing.Clients;

/// <summary>What an act changes. Whoever does it may touch their own messages alone, but react to all.</summary>
internal static class ActChanges
{
    public static ChangeSet Of(Jid account, MessageAct act)
    {
        var changes = new ChangeSet(account) { Acts = [act] };
        var own = new MessageRef(act.Conversation, act.Direction, act.Target);
        return act.Kind switch
        {
            MessageActKind.Edit => changes with { Edits = [new(own, act.At, act.Body) { SenderKey = act.SenderKey, Trust = act.Trust }] },
            MessageActKind.Retraction => changes with { Edits = [new(own, act.At, null)] },

            // Ids are the senders' own: both messages that could have it are tried, and the one that is not there is ignored.
            _ => changes with
            {
                Reactions =
                [
                    new(own, new(act.From, act.Emojis, act.At)),
                    new(own with { Direction = Other(act.Direction) }, new(act.From, act.Emojis, act.At)),
                ],
            },
        };
    }

    private static MessageDirection Other(MessageDirection direction) =>
        direction == MessageDirection.Incoming ? MessageDirection.Outgoing : MessageDirection.Incoming;
}
