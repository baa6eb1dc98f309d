// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Terminal.Screens.Asking;
using ChatSecure.UIKit.Composer;
using ChatSecure.UIKit.Slots;
using ChatSecure.UIKit.Timeline;

namespace ChatSecure.Terminal.Screens.Conversations;

/// <summary>What can be done with a message, with its files and with what has not been sent of it.</summary>
internal sealed class MessageMenu(Screen screen, TimelineViewModel timeline, ComposerViewModel composer)
{
    private Brand Brand => screen.Context.Brand.Current;

    public IEnumerable<Choice> Of(object item) =>
        item switch
        {
            MessageRow row => Of(row),
            MessageFile { Message: var row, File: var file } => [Saving(row, file), .. Of(row)],
            MessageAct { Act: var act } => Of(act),
            GapRow => [new(Brand.Text("timeline.fillGap"), () => timeline.FillGapCommand.ExecuteAsync())],
            _ => [],
        };

    /// <summary>Asks where to save a file of a message.</summary>
    public void Save(MessageRow row, AttachmentRow file) =>
        SaveAs.For(
            screen,
            file,
            async path =>
                await timeline.DownloadAsync(row, file.Index) && await LocalFiles.SaveAsync(timeline, row.Reference, file.Index, path)
        );

    /// <summary>Asks to whom to send a message once more.</summary>
    public void Forward(MessageRow row) => screen.Push(new ForwardPage(screen, timeline, row));

    private IEnumerable<Choice> Of(MessageRow row) =>
        [
            .. timeline.ActionsOf(row).Select(action => Of(row, action)).OfType<Choice>(),
            new(Brand.Text("message.info"), Doing(() => screen.Push(new DetailsPage(screen, timeline, row)))),
            .. row.Attachments.Select(file => Saving(row, file)),
            .. row.UnsentActs.SelectMany(Of),
        ];

    // What the view model leaves to the toolkit; what a terminal can't do is not there.
    private Choice? Of(MessageRow row, RowAction action) =>
        action switch
        {
            { Id: "moderate", Run: null } => new(action.Text, Doing(() => Moderate(row, action.Text))),
            { Run: not null } => Choice.Of([action], severe => severe.Question ?? row.Body).Single(),
            { Id: "reply" } => new(action.Text, Doing(() => composer.Reply(row))),
            { Id: "edit" } => new(action.Text, Doing(() => composer.Edit(row))),
            { Id: "forward" } => new(action.Text, Doing(() => Forward(row))),
            { Id: "react" } => new(action.Text, Doing(() => React(row, action.Text))),
            _ => null,
        };

    private Choice Saving(MessageRow row, AttachmentRow file) =>
        new($"{Brand.Text("attachment.save")}: {file.AccessibleText}", Doing(() => Save(row, file)));

    private IEnumerable<Choice> Of(UnsentActRow act)
    {
        if (act.IsFailed)
        {
            yield return new($"{Brand.Text("button.retry")}: {act.Text}", () => timeline.RetryActAsync(act));
        }

        yield return new(
            $"{Brand.Text(act.IsFailed ? "message.giveUp" : "button.cancel")}: {act.Text}",
            () => timeline.CancelActAsync(act)
        );
    }

    private void React(MessageRow row, string title) =>
        Ask.For(
            screen,
            title,
            Brand.Text("reaction.add"),
            async emoji =>
            {
                await timeline.ReactAsync(row, emoji.Trim());
                return true;
            }
        );

    private void Moderate(MessageRow row, string title) =>
        Ask.For(
            screen,
            title,
            Brand.Text("message.moderate.reason"),
            reason => timeline.ModerateAsync(row, reason),
            hint: Brand.Text("message.moderate.confirm", ("name", row.Sender))
        );

    private static Func<Task> Doing(Action action) =>
        () =>
        {
            action();
            return Task.CompletedTask;
        };
}
