// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Words;

namespace ChatSecure.UIKit.Timeline;

/// <summary>What of ours the others do not know of, below the messages that it was done to.</summary>
/// <param name="acts">All of a conversation.</param>
/// <param name="isOffline">Whether there is no connection: with one, what waits is gone before it can be read.</param>
internal sealed class UnsentActs(IReadOnlyList<MessageAct> acts, bool isOffline)
{
    /// <summary>Whether there is no connection.</summary>
    public bool IsOffline => isOffline;

    public ValueList<UnsentActRow> Of(ChatMessage message, Brand brand) =>
        [
            .. acts.Where(act => act.Target == message.Id && IsOf(act, message) && (isOffline || act.State == DeliveryState.Failed))
                .Select(act => Row(act, brand)),
        ];

    // Who reacts may mean anybody's message, who edits or retracts only an own one.
    private static bool IsOf(MessageAct act, ChatMessage message) =>
        act.Kind == MessageActKind.Reaction || message.Direction == MessageDirection.Outgoing;

    private static UnsentActRow Row(MessageAct act, Brand brand)
    {
        var what = brand.Text(
            act.Kind switch
            {
                MessageActKind.Edit => "message.act.what.edit",
                MessageActKind.Reaction => "message.act.what.reaction",
                _ => "message.act.what.retraction",
            }
        );
        var isFailed = act.State == DeliveryState.Failed;
        var text = isFailed
            ? brand.Text("message.act.unsent.failed", ("what", what), ("reason", FailureWords.Of(act.FailureReason, brand)))
            : brand.Text("message.act.unsent.waiting", ("what", what));
        return new(act.Id, act.Kind, isFailed, text);
    }
}
