// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Errors;
using ChatSecure.Network.Modules;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Files;

namespace ChatSecure.Network.Xeps.FileTransfer;

/// <summary>Accepts an offered file, writes it as it comes, and verifies what came.</summary>
internal sealed class FileReceiver(IXmppSession session, TransferSession transfer, Stream destination, IProgress<long>? progress)
{
    private const int MaxBlockSize = 16_384;
    private static readonly TimeSpan _idle = TimeSpan.FromSeconds(60);

    public async Task<long> ReceiveAsync(long maxBytes, long offset, CancellationToken cancellationToken)
    {
        var terms = transfer.Terms;
        var blockSize = Math.Min(terms.BlockSize, MaxBlockSize);
        using var idle = new CancellationTokenSource(_idle, session.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, idle.Token);
        try
        {
            using var hash =
                ContentHashes.CreateIncremental(Algorithm)
                ?? throw new ChatSecureException(ErrorKind.Protocol, "The hash is of an unknown kind.");
            await HashPrefixAsync(offset, hash, either.Token).ConfigureAwait(false);
            transfer.Inbound = new(blockSize, session.Time);
            if (transfer.Failure is { } failure)
            {
                throw failure;
            }

            await AcceptAsync(blockSize, offset, either.Token).ConfigureAwait(false);
            var size = await WriteAsync(terms.File.Size ?? maxBytes, offset, hash, idle, either.Token).ConfigureAwait(false);
            await VerifyAsync(size, hash, either.Token).ConfigureAwait(false);
            await FinishAsync(either.Token).ConfigureAwait(false);
            return size;
        }
        catch (Exception e)
        {
            // If the other side ended it, it knows.
            if (!transfer.Ended.IsCompleted)
            {
                await FileSender.AbandonAsync(session, transfer, e).ConfigureAwait(false);
            }

            if (e is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            {
                throw new ChatSecureException(ErrorKind.TimedOut, "Nothing more of the file came.", e);
            }

            throw;
        }
    }

    private string Algorithm => ContentHashes.Strongest(transfer.Terms.File.Hashes)?.Algorithm ?? transfer.Terms.HashUsed ?? string.Empty;

    private Task<IqStanza> AcceptAsync(int blockSize, long offset, CancellationToken cancellationToken)
    {
        var terms = transfer.Terms;
        var us = session.BoundAddress ?? throw new ChatSecureException(ErrorKind.Disconnected, "There is no connection.");
        var answer = terms with { BlockSize = blockSize, Offset = offset };
        return session.RequestAsync(new("set", JinglePayload.WriteAccept(terms, answer, us), transfer.Peer), cancellationToken);
    }

    // A hash is of the whole file: what is there already counts too.
    private async Task HashPrefixAsync(long offset, IncrementalHash hash, CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxBlockSize];
        for (var left = offset; left > 0; )
        {
            var read = await destination
                .ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, left)), cancellationToken)
                .ConfigureAwait(false);
            if (read == 0)
            {
                throw new ChatSecureException(ErrorKind.InvalidInput, "Less of the file is there than was said.");
            }

            hash.AppendData(buffer, 0, read);
            left -= read;
        }
    }

    private async Task<long> WriteAsync(
        long maxBytes,
        long position,
        IncrementalHash hash,
        CancellationTokenSource idle,
        CancellationToken cancellationToken
    )
    {
        var blocks = transfer.Inbound!.Blocks;
        while (await blocks.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            while (blocks.TryRead(out var block))
            {
                position += block.Length;
                if (position > maxBytes)
                {
                    throw new ChatSecureException(ErrorKind.Protocol, "More came than was announced.");
                }

                hash.AppendData(block.Span);
                await destination.WriteAsync(block, cancellationToken).ConfigureAwait(false);
                idle.CancelAfter(_idle);
                progress?.Report(position);
            }
        }

        return position;
    }

    private async Task VerifyAsync(long size, IncrementalHash hash, CancellationToken cancellationToken)
    {
        var file = transfer.Terms.File;
        if (file.Size is { } announced && announced != size)
        {
            throw new ChatSecureException(ErrorKind.Protocol, "Less came than was announced.");
        }

        var claim = ContentHashes.Strongest(file.Hashes) ?? await transfer.Checksum.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (claim.Algorithm != Algorithm || !CryptographicOperations.FixedTimeEquals(hash.GetHashAndReset(), claim.Value.Span))
        {
            throw new ChatSecureException(ErrorKind.Protocol, "What came is not the file that was announced.");
        }
    }

    private async Task FinishAsync(CancellationToken cancellationToken)
    {
        await destination.FlushAsync(cancellationToken).ConfigureAwait(false);
        transfer.End("success");
        await FileSender.TerminateAsync(session, transfer, "success").ConfigureAwait(false);
    }
}
