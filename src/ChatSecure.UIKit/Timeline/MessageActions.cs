// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.UIKit.Slots;

namespace ChatSecure.UIKit.Timeline;

/// <summary>What the kit offers to do with a message.</summary>
internal static class MessageActions
{
    public static IReadOnlyList<RowAction> Of(MessageRow row, TimelineViewModel timeline, Brand brand)
    {
        (bool IsOffered, RowAction Action)[] all =
        [
            (row.CanReply, new("reply", brand.Text("button.reply"))),
            (row.CanReact, new("react", brand.Text("reaction.add"))),
            (row.CanEdit, new("edit", brand.Text("button.edit"))),
            (row.CanAnswer && row.Body.Length > 0, new("copy", brand.Text("button.copy"))),
            (row.CanAnswer, new("forward", brand.Text("button.forward"))),
            (row.CanPreview, new("preview", brand.Text("message.preview.show"))),
            (row.CanRetry, new("retry", brand.Text("button.retry"), _ => timeline.RetryAsync(row))),
            (row.CanCancel, new("cancel", brand.Text("button.cancel"), _ => timeline.CancelAsync(row))),
            (row.CanModerate, new("moderate", brand.Text("message.moderate"), IsSevere: true)),
            (row.CanRetract, new("retract", brand.Text("message.retract"), _ => timeline.RetractAsync(row), IsSevere: true)),
            (
                row.CanDelete,
                new("delete", brand.Text("message.delete"), _ => timeline.DeleteAsync(row), IsSevere: true)
                {
                    Question = brand.Text("message.delete.confirm"),
                }
            ),
        ];
        return [.. all.Where(entry => entry.IsOffered).Select(entry => entry.Action)];
    }
}
