// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.UIKit.Timeline;

namespace ChatSecure.Terminal.Screens.Conversations;

/// <summary>A row of the timeline as lines.</summary>
internal static class MessageLines
{
    public static IEnumerable<Line> Of(TimelineRow row, Brand brand)
    {
        if (row is not MessageRow message)
        {
            var fill = row is GapRow ? $"  [{brand.Text("timeline.fillGap")}]" : string.Empty;
            yield return new($"-- {row.AccessibleText}{fill}", row is NoticeRow { IsWarning: true } ? Tone.Warning : Tone.Muted, row);
            yield break;
        }

        var tone = message switch
        {
            { Kind: MessageKind.Unreadable } or { Lock: MessageLock.Untrusted } => Tone.Danger,
            { Lock: MessageLock.Plain } => Tone.Warning,
            { IsOwn: true } => Tone.Own,
            _ => Tone.Peer,
        };
        if (message.IsFirstInGroup)
        {
            yield return new(message.Sender, tone, message);
        }

        if (message.Reply is { } reply)
        {
            yield return new($"  > {reply.Sender}: {reply.Text}", Tone.Muted, message);
        }

        var marks = string.Join(
            ", ",
            new[] { message.LockText, message.EditedText, message.DeliveryText }.Where(mark => !string.IsNullOrEmpty(mark))
        );
        if (message.Body.Length > 0)
        {
            yield return new($"  {message.TimeText} {message.Body}", Tone.Text, message);
        }

        foreach (var file in message.Attachments)
        {
            yield return new($"  {message.TimeText} {file.AccessibleText} {file.StateText}", Tone.Accent, new MessageFile(message, file));
        }

        if (message.IsCut)
        {
            yield return new($"  {brand.Text("message.cut")}", Tone.Muted, message);
        }

        if (message.Reactions.Count > 0)
        {
            yield return new($"  {string.Join(' ', message.Reactions.Select(chip => $"{chip.Emoji} {chip.Count}"))}", Tone.Accent, message);
        }

        if (
            message.IsLastInGroup
            || message.Delivery is not null
            || message.Lock != MessageLock.Encrypted
            || message.EditedText is not null
        )
        {
            yield return new($"  [{marks}]", tone == Tone.Text ? Tone.Muted : tone, message);
        }

        foreach (var act in message.UnsentActs)
        {
            yield return new($"  {act.Text}", act.IsFailed ? Tone.Danger : Tone.Muted, new MessageAct(message, act));
        }
    }
}
