// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Messaging;

/// <summary>What a page tells of itself, for people who have not opened it. All of it is the page's claim, and in a message that came its sender's: to be shown beside
/// where the link leads.</summary>
/// <param name="Address">The link, <c>https</c>, as it stands in the message's text.</param>
public sealed record LinkMetadata(string Address)
{
    /// <summary>The greatest number of links that a message tells of.</summary>
    public const int MaxInMessage = 4;

    /// <summary>The address by which the page wants to be known, at the same site; null if it does not say.</summary>
    public string? CanonicalAddress { get; init; }

    /// <summary>What the page is called, at most 255 characters.</summary>
    public string? Title { get; init; }

    /// <summary>What it is about, at most 1024 characters.</summary>
    public string? Description { get; init; }

    /// <summary>What its site is called, at most 255 characters.</summary>
    public string? SiteName { get; init; }

    /// <summary>A picture of it, a <c>data:</c> address of a PNG, JPEG or GIF, so that there is nothing more to fetch. Just fetched it has at most 1 MiB and 4096 pixels each way; in a message
    /// at most 8 KiB and 512 pixels. Null for none.</summary>
    public string? Picture { get; init; }

    /// <summary>What the picture shows, in words, at most 255 characters.</summary>
    public string? PictureDescription { get; init; }

    /// <summary>Shows nothing: what people look at is theirs.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(LinkMetadata);
}
