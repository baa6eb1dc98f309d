// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network.Modules;
using ChatSecure.Network.Xeps.Files;

namespace ChatSecure.Network.Xeps.FileTransfer;

/// <summary>A file that a device offers us. Answered once. Safe for concurrent use.</summary>
public sealed class FileOffer
{
    private readonly FileTransferModule _module;
    private readonly IXmppSession _session;
    private readonly TransferSession _transfer;
    private int _isAnswered;

    internal FileOffer(FileTransferModule module, IXmppSession session, TransferSession transfer)
    {
        _module = module;
        _session = session;
        _transfer = transfer;
    }

    /// <summary>The device: a full address.</summary>
    public Jid From => _transfer.Peer;

    /// <summary>What is told of the file. Its name is the sender's: <see cref="SafeFileName.From"/> makes one of it to store the file by.</summary>
    public FileMetadata File => _transfer.Terms.File;

    /// <summary>Whether a file that was broken off can be taken up where it ended.</summary>
    public bool CanResume => _transfer.Terms.SupportsRange;

    /// <summary>From where in the file on the device would send: 0 for the beginning, unless it takes up what was broken off.</summary>
    public long Offset => _transfer.Terms.Offset;

    /// <summary>Takes the file. What was written before a failure is to be thrown away, unless the connection was lost: then the same file, by its hash, may be
    /// taken up where it ended when it is offered anew.</summary>
    /// <param name="destination">Where to write it.</param>
    /// <param name="maxBytes">The greatest size of the whole file to accept.</param>
    /// <param name="offset">How much of the file is there already: then the destination can be read and sought, and stands at its beginning. If the device
    /// would begin at <see cref="Offset"/>, exactly that much.</param>
    /// <param name="progress">Is told up to where the file has come; null for nobody.</param>
    /// <param name="cancellationToken">Breaks off.</param>
    /// <returns>The size of the whole file. Its content is the one that was announced.</returns>
    /// <exception cref="InvalidOperationException">The offer was answered already.</exception>
    /// <exception cref="ArgumentException">The offset is negative, or the file can't be taken up.</exception>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InvalidInput"/>: the file is announced larger than accepted, and was rejected.
    /// <see cref="ErrorKind.Protocol"/>: it is larger or smaller than announced, has another hash, or came malformed; or the device ended the transfer, its
    /// reason as the condition. <see cref="ErrorKind.TimedOut"/>, <see cref="ErrorKind.Disconnected"/>.</exception>
    public async Task<long> AcceptAsync(
        Stream destination,
        long maxBytes,
        long offset = 0,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        if (
            offset < 0
            || (Offset > 0 && offset != Offset)
            || (offset > 0 && !(CanResume && destination is { CanRead: true, CanSeek: true }))
        )
        {
            throw new ArgumentException("The file can't be taken up there.", nameof(offset));
        }

        Answer();
        try
        {
            if (File.Size > maxBytes || offset > (File.Size ?? maxBytes))
            {
                await FileSender.TerminateAsync(_session, _transfer, "decline").ConfigureAwait(false);
                throw new ChatSecureException(ErrorKind.InvalidInput, "The file is larger than accepted.");
            }

            var receiver = new FileReceiver(_session, _transfer, destination, progress);
            return await receiver.ReceiveAsync(maxBytes, offset, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _module.Forget(_transfer);
        }
    }

    /// <summary>Rejects the file.</summary>
    /// <returns>Done when that is written.</returns>
    /// <exception cref="InvalidOperationException">The offer was answered already.</exception>
    public Task RejectAsync()
    {
        Answer();
        _module.Forget(_transfer);
        _transfer.End("decline");
        return FileSender.TerminateAsync(_session, _transfer, "decline");
    }

    private void Answer()
    {
        if (Interlocked.Exchange(ref _isAnswered, 1) != 0)
        {
            throw new InvalidOperationException("The offer was answered already.");
        }
    }
}
