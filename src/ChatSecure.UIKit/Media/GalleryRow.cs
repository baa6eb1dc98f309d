// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;
using ChatSecure.UIKit.Timeline;

namespace ChatSecure.UIKit.Media;

/// <summary>A file of a conversation, ready to be shown in the gallery.</summary>
/// <param name="Message">The message that it came with, to jump to.</param>
/// <param name="File">The file.</param>
/// <param name="MonthText">The month that it came in, to stand above the files of one month.</param>
/// <param name="AccessibleText">The row in words, for screen readers.</param>
public sealed record GalleryRow(MessageRef Message, AttachmentRow File, string MonthText, string AccessibleText)
{
    /// <summary>Shows nothing of it.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(GalleryRow);
}
