// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.UIKit.Timeline;

namespace ChatSecure.Terminal.Screens.Conversations;

/// <summary>All of a message, of which the conversation may show the beginning alone, and what is known of it.</summary>
internal sealed class DetailsPage(Screen screen, TimelineViewModel timeline, MessageRow message) : Page(screen)
{
    private string? _text;

    public override string Title => Brand.Text("message.info");

    public override string? Problem => base.Problem ?? timeline.Problem;

    public override IEnumerable<Line> Lines()
    {
        string?[] facts =
        [
            TimeZoneInfo.ConvertTime(message.Timestamp, Context.Time.LocalTimeZone).ToString("F", Brand.Culture),
            message.LockText,
            message.TrustText,
            message.DeliveryText,
            message.EditedText,
        ];
        yield return new(message.Sender, Tone.Accent);
        yield return new(_text ?? message.Body);
        yield return new(string.Empty);
        foreach (var fact in facts.Where(fact => !string.IsNullOrEmpty(fact)))
        {
            yield return new(fact!, Tone.Muted);
        }
    }

    public override void Open()
    {
        base.Open();
        Screen.Run(async () =>
        {
            var text = await timeline.FullTextAsync(message);
            await OnUiAsync(() =>
            {
                _text = text;
                Screen.Show(this);
            });
        });
    }
}
