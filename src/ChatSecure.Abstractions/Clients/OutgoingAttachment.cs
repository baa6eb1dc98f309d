// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Clients;

/// <summary>A file to send. It is taken into the media store, encrypted, before the message is queued: what becomes of the original afterwards does not matter.</summary>
/// <param name="Open">Opens the content, which is read once to its end and closed.</param>
public sealed record OutgoingAttachment(Func<CancellationToken, ValueTask<Stream>> Open)
{
    /// <summary>What to call it; at most 255 characters. Null for no name.</summary>
    public string? FileName { get; init; }

    /// <summary>Its media type; null to go by its content.</summary>
    public string? MediaType { get; init; }

    /// <summary>What it shows, in words, for people who don't see it; at most 4096 characters.</summary>
    public string? Description { get; init; }

    /// <summary>The width of an image or film in pixels, 1 to 65,535.</summary>
    public int? Width { get; init; }

    /// <summary>The height of an image or film in pixels, 1 to 65,535.</summary>
    public int? Height { get; init; }

    /// <summary>How long a sound or film lasts. A voice message is a sound with this and <see cref="IsInline"/>.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Whether it is a part of the conversation (a picture, a voice message, a sticker) rather than a document to be kept. Default false.</summary>
    public bool IsInline { get; init; }

    /// <summary>The pack that it is a sticker of (XEP-0449): 1 to 128 characters of printable ASCII, without spaces, by which receivers tell packs apart. It is told if the message has no
    /// other file. Null, the default, if it is no sticker.</summary>
    public string? StickerPack { get; init; }

    /// <summary>A file of the file system.</summary>
    /// <param name="path">Where it lies. Nothing of the path but the name is sent.</param>
    /// <returns>The attachment.</returns>
    public static OutgoingAttachment FromFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new(_ => ValueTask.FromResult<Stream>(File.OpenRead(path))) { FileName = Path.GetFileName(path) };
    }

    /// <summary>Shows nothing of it.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(OutgoingAttachment);
}
