// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Threading.Channels;
using ChatSecure.Errors;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.FileTransfer;

/// <summary>The receiving half of an in-band bytestream (XEP-0047). Blocks are taken in order or not at all, and wait in a bounded queue: if it is full, the
/// whole connection waits, which is how the sender feels it, and after a while the stream ends.</summary>
internal sealed class InboundStream(int blockSize, TimeProvider time)
{
    public const string Namespace = "http://jabber.org/protocol/ibb";
    public const int MaxBlocks = 32;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    private readonly Channel<ReadOnlyMemory<byte>> _blocks = Channel.CreateBounded<ReadOnlyMemory<byte>>(MaxBlocks);
    private ushort _next;
    private bool _isOpen;

    /// <summary>The blocks, in order; ends when the stream was closed, and fails when it ended otherwise.</summary>
    public ChannelReader<ReadOnlyMemory<byte>> Blocks => _blocks.Reader;

    /// <summary>Opens the stream as it was agreed.</summary>
    /// <exception cref="StanzaErrorException">It was agreed otherwise.</exception>
    public void Open(XmppElement open)
    {
        if (_isOpen || open["stanza"] is not (null or "iq"))
        {
            throw new StanzaErrorException("not-acceptable");
        }

        if (open["block-size"] != blockSize.ToString(CultureInfo.InvariantCulture))
        {
            throw new StanzaErrorException("resource-constraint", "modify");
        }

        _isOpen = true;
    }

    /// <summary>Takes a block.</summary>
    /// <exception cref="StanzaErrorException">It is out of order, malformed or too large, or nobody takes the blocks: the stream has ended.</exception>
    public async ValueTask TakeAsync(XmppElement data, CancellationToken cancellationToken)
    {
        if (!_isOpen)
        {
            throw new StanzaErrorException("item-not-found");
        }

        if (!ushort.TryParse(data["seq"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number != _next)
        {
            throw Fail("unexpected-request", "A block of the file is missing or came twice.");
        }

        if (data.Text.Any(char.IsWhiteSpace) || !Base64Text.TryDecode(data.Text, 1, blockSize, out var block))
        {
            throw Fail("bad-request", "A block of the file is malformed or too large.");
        }

        _next++;
        using var patience = new CancellationTokenSource(_patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            await _blocks.Writer.WriteAsync(block, either.Token).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw new StanzaErrorException("item-not-found");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Fail("resource-constraint", "The file could not be written as fast as it came.");
        }
    }

    /// <summary>The sender has sent all.</summary>
    public void Close() => _blocks.Writer.TryComplete();

    /// <summary>The stream has ended before that.</summary>
    public void Fail(ChatSecureException reason) => _blocks.Writer.TryComplete(reason);

    private StanzaErrorException Fail(string condition, string message)
    {
        Fail(new ChatSecureException(ErrorKind.Protocol, message));
        return new(condition);
    }
}
