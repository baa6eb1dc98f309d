// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Messaging;

/// <summary>A file that belongs to a message, whether it is here or still where its sender put it.</summary>
public sealed record Attachment
{
    /// <summary>The name that its sender gave it: text to show and to search, never a path.</summary>
    public string? FileName { get; init; }

    /// <summary>Its media type, such as <c>image/jpeg</c>: as its sender says, and once it is here, as its content says if that is known.</summary>
    public string? MediaType { get; init; }

    /// <summary>Its size in bytes, as its sender says.</summary>
    public long? Size { get; init; }

    /// <summary>The SHA-256 of its content in lower-case hexadecimal, as its sender says; a file that was fetched has it.</summary>
    public string? Sha256 { get; init; }

    /// <summary>The width of an image or film in pixels, as its sender says.</summary>
    public int? Width { get; init; }

    /// <summary>The height of an image or film in pixels, as its sender says.</summary>
    public int? Height { get; init; }

    /// <summary>How long a sound or film lasts, as its sender says.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Whether its sender wants it shown within the conversation, such as a picture, a voice message or a sticker (XEP-0447).</summary>
    public bool IsInline { get; init; }

    /// <summary>The pack that it is a sticker of, as its sender names that (XEP-0449); null if it is no sticker.</summary>
    public string? StickerPack { get; init; }

    /// <summary>What it shows, in words (XEP-0446).</summary>
    public string? Description { get; init; }

    /// <summary>A small picture of it that came with the message: a <c>data:</c> address of a PNG, JPEG or GIF of at most 8 KiB and 512 pixels each way. Null for
    /// none.</summary>
    public string? Thumbnail { get; init; }

    /// <summary>Where it can be fetched from: an <c>https</c> URL, or an <c>aesgcm</c> one (XEP-0454) with the key of an encrypted file, as secret as the
    /// file. Null while a file of ours waits to be uploaded.</summary>
    public string? Source { get; init; }

    /// <summary>The file in the <see cref="Stores.IMediaStore"/>; null as long as it is not here, and again once it was evicted.</summary>
    public string? MediaId { get; init; }

    /// <summary>Shows nothing of it: <see cref="Source"/> may hold a key.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(Attachment);
}
