// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Xeps.Files;

/// <summary>What is told of a file (XEP-0446). Claims of the sender: only <see cref="Hashes"/> can be checked, once the content is there.</summary>
public sealed record FileMetadata
{
    /// <summary>What the sender calls it, as it came: at most 255 characters, fit to be shown after the app has dealt with bidirectional text, and never
    /// fit for a path. For that there is <see cref="SafeFileName.From"/>. Null if not said.</summary>
    public string? Name { get; init; }

    /// <summary>The media type; null means <c>application/octet-stream</c>. What the content is, the content decides.</summary>
    public string? MediaType { get; init; }

    /// <summary>The size in bytes; null if not said.</summary>
    public long? Size { get; init; }

    /// <summary>When it was last changed; null if not said.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>What it shows, for people; null if not said.</summary>
    public string? Description { get; init; }

    /// <summary>The width of an image or film in pixels, 1 to 65 535; null if not said.</summary>
    public int? Width { get; init; }

    /// <summary>The height of an image or film in pixels, 1 to 65 535; null if not said.</summary>
    public int? Height { get; init; }

    /// <summary>How long a sound or film lasts; null if not said.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>A small picture of it; null if there is none that is taken here.</summary>
    public FileThumbnail? Thumbnail { get; init; }

    /// <summary>Hashes of the content.</summary>
    public IReadOnlyList<ContentHash> Hashes { get; init; } = [];
}
