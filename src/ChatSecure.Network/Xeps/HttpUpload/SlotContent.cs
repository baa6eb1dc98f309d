// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using ChatSecure.Errors;

namespace ChatSecure.Network.Xeps.HttpUpload;

/// <summary>The body of an upload: exactly as many bytes as the slot is for, piece by piece from a stream.</summary>
internal sealed class SlotContent : HttpContent
{
    private const int PieceBytes = 64 * 1024;

    private readonly Stream _content;
    private readonly long _size;
    private readonly Action<long> _moved;

    public SlotContent(Stream content, UploadSlot slot, Action<long> moved)
    {
        _content = content;
        _size = slot.Size;
        _moved = moved;
        Headers.ContentType = MediaTypeHeaderValue.Parse(slot.ContentType);
        foreach (var header in slot.Headers.Where(header => header.Name == "Expires"))
        {
            Headers.TryAddWithoutValidation(header.Name, header.Value);
        }
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var piece = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            for (var sent = 0L; sent < _size; )
            {
                var wanted = (int)Math.Min(piece.Length, _size - sent);
                var read = await _content.ReadAsync(piece.AsMemory(0, wanted), cancellationToken).ConfigureAwait(false);
                if (read == 0)
                {
                    throw new ChatSecureException(ErrorKind.InvalidInput, "The file is shorter than its upload slot.");
                }

                await stream.WriteAsync(piece.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
                sent += read;
                _moved(sent);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece, clearArray: true);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _size;
        return true;
    }
}
