// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.UIKit.Composer;
using ChatSecure.UIKit.Media.Iso;

namespace ChatSecure.UIKit.Media;

/// <summary>What is sent of a file. A picture or film, by its first bytes, goes without what its camera or editor wrote into it: where and when it was taken, with which
/// device, by whom, and smaller pictures of it. Any other file goes as it is. No more than a part of it is in memory.</summary>
internal static class CleanMedia
{
    // Nobody waits until a whole film has been read before it is even seen among what is to be sent. It is read when it is sent.
    private const long MaxExamined = 64 * 1024 * 1024;

    /// <summary>Opens what is sent of a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="cancellationToken">Gives up, also later while it is read.</param>
    /// <returns>What is sent. Reading it throws <see cref="MediaException"/> where a picture is not well-formed: nothing of it is to be sent then.</returns>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static async ValueTask<Stream> OpenAsync(PickedFile file, CancellationToken cancellationToken)
    {
        var content = await file.Open(cancellationToken).ConfigureAwait(false);
        try
        {
            var source = new MediaSource(content);
            var head = await source.PeekAsync(WebpCleaner.FileHeadLength, cancellationToken).ConfigureAwait(false);
            if (IsoCleaner.IsIso(head.Span))
            {
                var patches = await ExamineAsync(file, cancellationToken).ConfigureAwait(false);
                return new PartsStream(content, patches.ApplyAsync(source, cancellationToken));
            }

            var size = WebpCleaner.IsWebp(head.Span) ? await MeasureAsync(file, cancellationToken).ConfigureAwait(false) : null;
            return new PartsStream(content, Clean(source, head.Span, size, cancellationToken) ?? source.RestAsync(cancellationToken));
        }
        catch
        {
            await content.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>How large what is sent of a file is, in bytes; null if that is not known before it is read. A picture is read for that.</summary>
    /// <exception cref="MediaException">A picture is not well-formed.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static async Task<long?> MeasureAsync(PickedFile file, CancellationToken cancellationToken)
    {
        var content = await file.Open(cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            var source = new MediaSource(content);
            var head = await source.PeekAsync(WebpCleaner.FileHeadLength, cancellationToken).ConfigureAwait(false);
            if (IsoCleaner.IsIso(head.Span))
            {
                return file.Size is > MaxExamined and var length
                    ? length
                    : (await IsoCleaner.ExamineAsync(source, cancellationToken).ConfigureAwait(false)).Length;
            }

            if (Clean(source, head.Span, size: null, cancellationToken) is not { } parts)
            {
                return file.Size ?? (content.CanSeek ? content.Length : null);
            }

            var size = 0L;
            await foreach (var part in parts.ConfigureAwait(false))
            {
                size += part.Length;
            }

            return size;
        }
    }

    private static async Task<IsoPatches> ExamineAsync(PickedFile file, CancellationToken cancellationToken)
    {
        var content = await file.Open(cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            return await IsoCleaner.ExamineAsync(new MediaSource(content), cancellationToken).ConfigureAwait(false);
        }
    }

    // Null if it is no picture that can be cleaned.
    private static IAsyncEnumerable<ReadOnlyMemory<byte>>? Clean(
        MediaSource source,
        ReadOnlySpan<byte> head,
        long? size,
        CancellationToken cancellationToken
    ) =>
        head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? JpegCleaner.CleanAsync(source, cancellationToken)
        : head.StartsWith(PngCleaner.Magic) ? PngCleaner.CleanAsync(source, cancellationToken)
        : WebpCleaner.IsWebp(head) ? WebpCleaner.CleanAsync(source, size, cancellationToken)
        : null;
}
