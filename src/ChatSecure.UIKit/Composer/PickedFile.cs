// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;

namespace ChatSecure.UIKit.Composer;

/// <summary>A file that a person picked, dropped, pasted or recorded.</summary>
/// <param name="Open">Opens its content from the beginning; called several times, to look at it when it is attached and to send it. It may throw <see cref="IOException"/> or
/// <see cref="UnauthorizedAccessException"/>.</param>
public sealed record PickedFile(Func<CancellationToken, ValueTask<Stream>> Open)
{
    /// <summary>What it is called where it comes from; null for nothing. It is cleaned before it is shown or sent.</summary>
    public string? Name { get; init; }

    /// <summary>Its media type, if that is known.</summary>
    public string? MediaType { get; init; }

    /// <summary>Its size in bytes; null to find out by opening it.</summary>
    public long? Size { get; init; }

    /// <summary>What it shows, in words.</summary>
    public string? Description { get; init; }

    /// <summary>The width of an image or film in pixels.</summary>
    public int? Width { get; init; }

    /// <summary>The height of an image or film in pixels.</summary>
    public int? Height { get; init; }

    /// <summary>How long a sound or film lasts.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The loudness of a recording over its time, each value 0 to 100, for showing it before it is sent.</summary>
    public ValueList<byte> Waveform { get; init; } = [];

    /// <summary>What is in memory, such as what was pasted.</summary>
    /// <param name="content">The content.</param>
    /// <param name="mediaType">Its media type, if that is known.</param>
    /// <param name="name">What it is called; null for nothing.</param>
    /// <returns>The file.</returns>
    public static PickedFile FromBytes(byte[] content, string? mediaType = null, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(content);
        return new(_ => ValueTask.FromResult<Stream>(new MemoryStream(content, writable: false)))
        {
            Name = name,
            MediaType = mediaType,
            Size = content.Length,
        };
    }

    /// <summary>Shows nothing of it.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(PickedFile);
}
