// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;

namespace ChatSecure.UIKit.Timeline;

/// <summary>What a page tells of itself, below the message with its link: as a person had it fetched, or as the message's sender says. The page it is, only
/// <see cref="Host"/> tells; all else its owner or the sender wrote.</summary>
public sealed record LinkPreviewRow
{
    /// <summary>The page's address, as it stands in the message.</summary>
    public required string Address { get; init; }

    /// <summary>The site's host, in ASCII where letters of other scripts could deceive.</summary>
    public required string Host { get; init; }

    /// <summary>What the page is called; null if it does not say.</summary>
    public string? Title { get; init; }

    /// <summary>What it is about; null if it does not say.</summary>
    public string? Description { get; init; }

    /// <summary>A picture of it, a PNG, JPEG or GIF; null for none.</summary>
    public ValueList<byte>? Picture { get; init; }

    /// <summary>What the picture shows, in words; null if nobody said.</summary>
    public string? PictureText { get; init; }

    /// <summary>Who says so, in words; null if the page itself does.</summary>
    public string? SourceText { get; init; }

    /// <summary>That it is being fetched, in words; null once it is here.</summary>
    public string? ProgressText { get; init; }

    /// <summary>The preview in one sentence, for screen readers.</summary>
    public required string AccessibleText { get; init; }

    /// <summary>Shows nothing: what people look at is theirs.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(LinkPreviewRow);
}
