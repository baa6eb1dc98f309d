// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Terminal.Screens.Asking;
using ChatSecure.UIKit.Media;
using ChatSecure.UIKit.Timeline;

namespace ChatSecure.Terminal.Screens.Conversations;

/// <summary>The files of a conversation, the newest first: Enter saves one.</summary>
internal sealed class FilesPage : Page
{
    private readonly TimelineViewModel _timeline;
    private readonly GalleryViewModel _files;

    public FilesPage(Screen screen, TimelineViewModel timeline)
        : base(screen)
    {
        _timeline = timeline;
        _files = new(Context, timeline.Conversation);
        Use(_files, _files.Rows);
    }

    public override string Title => $"{_files.Title}  {_timeline.Title}";

    public override string? Problem => base.Problem ?? _timeline.Problem;

    public override IEnumerable<Line> Lines()
    {
        string? month = null;
        foreach (var row in _files.Rows)
        {
            if (row.MonthText != month)
            {
                month = row.MonthText;
                yield return new(month, Tone.Accent);
            }

            yield return new($"  {row.AccessibleText} {row.File.StateText}", Tone.Text, row);
        }

        if (_files.EmptyText is { } empty)
        {
            yield return new(empty, Tone.Muted);
        }

        if (_files.LoadMoreCommand.BlockedReason is null)
        {
            yield return new(Brand.Text("timeline.loadOlder"), Tone.Accent, this);
        }
    }

    public override Task ChooseAsync(object item) =>
        item is GalleryRow row
            ? OnUiAsync(() => SaveAs.For(Screen, row.File, path => SaveAsync(row, path)))
            : DoAsync(_files.LoadMoreCommand);

    private async Task<bool> SaveAsync(GalleryRow row, string path) =>
        await _files.DownloadAsync(row) && await LocalFiles.SaveAsync(_timeline, row.Message, row.File.Index, path);
}
