// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.UIKit.Commands;

namespace ChatSecure.UIKit.Timeline;

/// <content>What the server's archive has and nobody has read yet.</content>
public sealed partial class TimelineViewModel
{
    private readonly UiCommand _fillGap;
    private HashSet<string> _gaps = [];
    private bool _beginsWithGap;

    /// <summary>Reads from the server what is missing at the <see cref="GapRow"/> that is the newest.</summary>
    public IUiCommand FillGapCommand => _fillGap;

    private async Task ReadGapsAsync(CancellationToken cancellationToken)
    {
        var gaps = await Client.Conversations.GapsAsync(Conversation, cancellationToken).ConfigureAwait(false);
        await InvokeAsync(() =>
            {
                _gaps = [.. gaps.Select(gap => gap.Before)];
                _beginsWithGap = gaps.Any(gap => gap.After.Length == 0);
                _fillGap.Raise();
            })
            .ConfigureAwait(false);
    }

    private async Task FillGapAsync(CancellationToken cancellationToken)
    {
        await Client.Conversations.FillGapAsync(Conversation, cancellationToken).ConfigureAwait(false);
        await ReadGapsAsync(cancellationToken).ConfigureAwait(false);
        await ChangeAsync(() => _slice.ShowOlder(Page)).ConfigureAwait(false);
    }

    private string? WhyNoGap() => _gaps.Count > 0 ? null : Brand.Text("timeline.start", ("name", Title));
}
