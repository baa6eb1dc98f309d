// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network.Xeps.Files;

namespace ChatSecure.Network.Xeps.FileTransfer;

/// <summary>The state of one session: pending until accepted, then active until it has ended. Stanza handlers move it on; who sends or receives waits for
/// it.</summary>
internal sealed class TransferSession
{
    private readonly TaskCompletionSource<TransferTerms> _accepted = New<TransferTerms>();
    private readonly TaskCompletionSource<ContentHash> _checksum = New<ContentHash>();
    private readonly TaskCompletionSource<string> _ended = New<string>();
    private int _hasEnded;

    public TransferSession(Jid peer, TransferTerms terms, bool isOurs, DateTimeOffset since)
    {
        Peer = peer;
        Terms = terms;
        IsOurs = isOurs;
        Since = since;
    }

    /// <summary>The other side's full address: nobody else has a say in this session.</summary>
    public Jid Peer { get; }

    /// <summary>What was offered.</summary>
    public TransferTerms Terms { get; }

    /// <summary>Whether we offered the file.</summary>
    public bool IsOurs { get; }

    /// <summary>When it began.</summary>
    public DateTimeOffset Since { get; }

    /// <summary>Where blocks go, once we have accepted.</summary>
    public InboundStream? Inbound { get; set; }

    /// <summary>What the other side took of our offer.</summary>
    public Task<TransferTerms> Accepted => _accepted.Task;

    /// <summary>The hash that the other side tells of its file.</summary>
    public Task<ContentHash> Checksum => _checksum.Task;

    /// <summary>The reason for which the session ended.</summary>
    public Task<string> Ended => _ended.Task;

    /// <summary>Takes the other side's answer; false if there was one already.</summary>
    public bool Accept(TransferTerms answer) => _accepted.TrySetResult(answer);

    public void SetChecksum(ContentHash hash) => _checksum.TrySetResult(hash);

    /// <summary>Why it ended, for who waits; null while it lives, or if the other side has the whole file.</summary>
    public ChatSecureException? Failure { get; private set; }

    /// <summary>Whether the other side said that it has the file, and left ending the session to us.</summary>
    public bool IsAcknowledged { get; private set; }

    /// <summary>Whether the stream was opened, and must be closed.</summary>
    public bool IsStreamOpen { get; set; }

    /// <summary>The other side has the file.</summary>
    public void Acknowledge()
    {
        IsAcknowledged = true;
        End("success");
    }

    /// <summary>Ends the session. Only the first end counts.</summary>
    /// <param name="reason">A Jingle reason.</param>
    /// <param name="error">Why, for who waits; null says that the other side ended it for that reason.</param>
    public void End(string reason, ChatSecureException? error = null)
    {
        var failure = error ?? new(ErrorKind.Protocol, "The other side ended the file transfer.") { Condition = reason };
        if (Interlocked.Exchange(ref _hasEnded, 1) != 0)
        {
            return;
        }

        Failure = reason == "success" ? null : failure;
        _ended.TrySetResult(reason);
        _accepted.TrySetException(failure);
        _checksum.TrySetException(failure);

        // Nobody need wait for these.
        _ = _accepted.Task.Exception;
        _ = _checksum.Task.Exception;
        Inbound?.Fail(failure);
    }

    private static TaskCompletionSource<T> New<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
