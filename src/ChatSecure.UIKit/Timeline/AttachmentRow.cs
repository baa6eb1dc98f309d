// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Timeline;

/// <summary>A file of a message, ready to be shown.</summary>
public sealed record AttachmentRow
{
    /// <summary>Which of the message's files, from 0 on.</summary>
    public required int Index { get; init; }

    /// <summary>What it is shown as.</summary>
    public required AttachmentKind Kind { get; init; }

    /// <summary>The same in words.</summary>
    public required string KindText { get; init; }

    /// <summary>Its name, safe to show and to save under; the word for a file if it has none.</summary>
    public required string Name { get; init; }

    /// <summary>Its size, in words; empty if it is not known.</summary>
    public required string SizeText { get; init; }

    /// <summary>What it shows, in its sender's words; null if nobody said.</summary>
    public string? Description { get; init; }

    /// <summary>How long a sound or film lasts, in words; null if it is not known.</summary>
    public string? DurationText { get; init; }

    /// <summary>Where it is.</summary>
    public AttachmentState State { get; init; }

    /// <summary>The same in words: how far it is, that it failed, or how to fetch it; null if it is here.</summary>
    public string? StateText { get; init; }

    /// <summary>How far it is, 0 to 100; null if it is not moving.</summary>
    public int? Percent { get; init; }

    /// <summary>The file in the media store; null if it is not here.</summary>
    public string? MediaId { get; init; }

    /// <summary>The file in one sentence, for screen readers.</summary>
    public required string AccessibleText { get; init; }

    /// <summary>Shows nothing of the file.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(AttachmentRow);
}
