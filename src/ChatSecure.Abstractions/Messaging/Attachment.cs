// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Messaging;

/// <summary>A file that belongs to a message, whether it is here or still where its sender put it.</summary>
public sealed record Attachment
{
    /// <summary>The name that its sender gave it: text to show and to search, never a path.</summary>
    public string? FileName { get; init; }

    /// <summary>Its media type as its sender says, such as <c>image/jpeg</c>.</summary>
    public string? MediaType { get; init; }

    /// <summary>Its size in bytes, as its sender says.</summary>
    public long? Size { get; init; }

    /// <summary>What it shows, in words (XEP-0446).</summary>
    public string? Description { get; init; }

    /// <summary>Where it can be fetched from. Of an encrypted file it may hold the key, so it is as secret as the file.</summary>
    public string? Source { get; init; }

    /// <summary>The file in the <see cref="Stores.IMediaStore"/>; null as long as it is not here, and again once it was evicted.</summary>
    public string? MediaId { get; init; }

    /// <summary>Shows nothing of it: <see cref="Source"/> may hold a key.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(Attachment);
}
