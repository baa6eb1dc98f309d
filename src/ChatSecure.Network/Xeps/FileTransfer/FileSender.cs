// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Security.Cryptography;
using ChatSecure.Errors;
using ChatSecure.Network.Modules;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Files;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.FileTransfer;

/// <summary>Offers a file and sends it, block by block, each acknowledged before the next.</summary>
internal sealed class FileSender(IXmppSession session, TransferSession transfer)
{
    private const int BlockSize = 8192;

    public static TransferTerms CreateTerms(FileMetadata file)
    {
        var isHashed = ContentHashes.Strongest(file.Hashes) is not null;
        return new(NewId(), "file", NewId(), BlockSize, file) { HashUsed = isHashed ? null : ContentHashes.Default, SupportsRange = true };
    }

    public async Task SendAsync(Stream content, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var terms = transfer.Terms;
        var us = session.BoundAddress ?? throw new ChatSecureException(ErrorKind.Disconnected, "There is no connection.");
        var isSent = false;
        try
        {
            await AskAsync(JinglePayload.WriteInitiate(terms, us), cancellationToken).ConfigureAwait(false);
            var answer = await transfer.Accepted.WaitAsync(cancellationToken).ConfigureAwait(false);
            await SendStreamAsync(answer, content, progress, cancellationToken).ConfigureAwait(false);
            isSent = true;
            await transfer.Ended.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!transfer.Ended.IsCompleted)
        {
            await AbandonAsync(session, transfer, e).ConfigureAwait(false);
            throw;
        }
        catch (StanzaErrorException)
        {
            // The other side had ended the session, and knew no more of it: why it did counts.
        }

        if (transfer.Failure is { } failure)
        {
            throw failure;
        }

        if (!isSent)
        {
            throw new ChatSecureException(ErrorKind.Protocol, "The other side ended the file transfer before it had the whole file.");
        }

        if (transfer.IsAcknowledged)
        {
            await TerminateAsync(session, transfer, "success").ConfigureAwait(false);
        }
    }

    /// <summary>Ends the session because of an error on our side, and tells the other side.</summary>
    public static Task AbandonAsync(IXmppSession session, TransferSession transfer, Exception error)
    {
        var reason = error is OperationCanceledException ? "cancel" : "failed-application";
        transfer.End(reason);
        return TerminateAsync(session, transfer, reason);
    }

    /// <summary>Tells the other side that the session has ended, and closes its stream if that was broken off. It has ended, whether the other side hears of it
    /// or not.</summary>
    public static async Task TerminateAsync(IXmppSession session, TransferSession transfer, string reason)
    {
        try
        {
            if (transfer.IsStreamOpen && reason != "success")
            {
                var close = new XmppElement("close", InboundStream.Namespace) { ["sid"] = transfer.Terms.StreamId };
                await session.SendAsync(new IqStanza("set", close, transfer.Peer) { Id = NewId() }).ConfigureAwait(false);
            }

            var terminate = JinglePayload.WriteTerminate(transfer.Terms.SessionId, reason);
            await session.SendAsync(new IqStanza("set", terminate, transfer.Peer) { Id = NewId() }).ConfigureAwait(false);
        }
        catch (ChatSecureException)
        {
            // There is no connection, which ends it too.
        }
    }

    private static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    private async Task SendStreamAsync(TransferTerms answer, Stream content, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var stream = new XmppElement("open", InboundStream.Namespace)
        {
            ["block-size"] = answer.BlockSize.ToString(CultureInfo.InvariantCulture),
            ["sid"] = answer.StreamId,
            ["stanza"] = "iq",
        };
        await AskAsync(stream, cancellationToken).ConfigureAwait(false);
        transfer.IsStreamOpen = true;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await SkipAsync(content, answer.Offset, hash, cancellationToken).ConfigureAwait(false);
        var block = new byte[answer.BlockSize];
        var position = answer.Offset;
        var end = transfer.Terms.File.Size ?? long.MaxValue;
        for (ushort number = 0; position < end; number++)
        {
            var wanted = (int)Math.Min(block.Length, end - position);
            var read = await content
                .ReadAtLeastAsync(block.AsMemory(0, wanted), wanted, throwOnEndOfStream: false, cancellationToken)
                .ConfigureAwait(false);
            if (read < wanted && end != long.MaxValue)
            {
                throw new ChatSecureException(ErrorKind.InvalidInput, "The file is shorter than was said.");
            }

            if (read == 0)
            {
                break;
            }

            hash.AppendData(block, 0, read);
            await SendBlockAsync(number, block.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            position += read;
            progress?.Report(position);
        }

        if (transfer.Terms.HashUsed is { } algorithm)
        {
            var checksum = JinglePayload.WriteChecksum(transfer.Terms, new(algorithm, hash.GetHashAndReset()));
            await AskAsync(checksum, cancellationToken).ConfigureAwait(false);
        }

        await AskAsync(new XmppElement("close", InboundStream.Namespace) { ["sid"] = answer.StreamId }, cancellationToken)
            .ConfigureAwait(false);
        transfer.IsStreamOpen = false;
    }

    private Task<IqStanza> SendBlockAsync(ushort number, ReadOnlyMemory<byte> block, CancellationToken cancellationToken)
    {
        if (transfer.Ended.IsCompleted)
        {
            // Whoever ended the session waits for no more of the file.
            throw new StanzaErrorException("item-not-found");
        }

        var data = new XmppElement("data", InboundStream.Namespace)
        {
            ["seq"] = number.ToString(CultureInfo.InvariantCulture),
            ["sid"] = transfer.Terms.StreamId,
            Text = Base64Text.Encode(block),
        };
        return AskAsync(data, cancellationToken);
    }

    private static async Task SkipAsync(Stream content, long count, IncrementalHash hash, CancellationToken cancellationToken)
    {
        var buffer = new byte[BlockSize];
        while (count > 0)
        {
            var read = await content
                .ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, count)), cancellationToken)
                .ConfigureAwait(false);
            if (read == 0)
            {
                throw new ChatSecureException(ErrorKind.InvalidInput, "The file is shorter than was said.");
            }

            hash.AppendData(buffer, 0, read);
            count -= read;
        }
    }

    private Task<IqStanza> AskAsync(XmppElement payload, CancellationToken cancellationToken) =>
        session.RequestAsync(new("set", payload, transfer.Peer), cancellationToken);
}
