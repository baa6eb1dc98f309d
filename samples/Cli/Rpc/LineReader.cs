// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers;
using System.IO.Pipelines;
using System.Security.Cryptography;

namespace ChatSecure.Cli.Rpc;

/// <summary>Reads lines of bounded length. What is longer is skipped up to its end and reported, so that memory stays bounded whatever comes.</summary>
internal sealed class LineReader(Stream stream, int maxBytes)
{
    private readonly PipeReader _reader = PipeReader.Create(stream, new(leaveOpen: true));
    private bool _isSkipping;

    /// <summary>Reads the next line.</summary>
    /// <returns>The line, in an array of its own that the caller may erase; one that was too long has none.</returns>
    public async Task<Line> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            // A read of standard input can't be called off; leaving it behind can.
            var read = await _reader.ReadAsync(CancellationToken.None).AsTask().WaitAsync(cancellationToken);
            var buffer = read.Buffer;
            if (buffer.PositionOf((byte)'\n') is { } end)
            {
                return Take(buffer.Slice(0, end), buffer.GetPosition(1, end));
            }

            if (read.IsCompleted)
            {
                return buffer.IsEmpty && !_isSkipping ? Line.End : Take(buffer, buffer.End);
            }

            _isSkipping |= buffer.Length > maxBytes;
            _reader.AdvanceTo(_isSkipping ? buffer.End : buffer.Start, buffer.End);
        }
    }

    private Line Take(ReadOnlySequence<byte> content, SequencePosition next)
    {
        var isTooLong = _isSkipping || content.Length > maxBytes;
        var line = isTooLong ? Line.TooLong : new(LineKind.Whole, content.ToArray());
        Erase(content);
        _isSkipping = false;
        _reader.AdvanceTo(next);
        return line;
    }

    // A line may hold a password, and the pipe's buffers go back to a pool.
    private static void Erase(ReadOnlySequence<byte> content)
    {
        foreach (var segment in content)
        {
            CryptographicOperations.ZeroMemory(System.Runtime.InteropServices.MemoryMarshal.AsMemory(segment).Span);
        }
    }
}
