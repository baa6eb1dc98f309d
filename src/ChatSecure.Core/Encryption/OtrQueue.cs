// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Threading.Channels;
using ChatSecure.Errors;
using ChatSecure.Network;
using ChatSecure.Network.Stanzas;

namespace ChatSecure.Core.Encryption;

/// <summary>Writes OTR's messages in the order in which they were encrypted: their counters only ever rise, and what comes late is rejected. One queue for
/// what people write and for what the protocol says.</summary>
internal sealed class OtrQueue : IAsyncDisposable
{
    private const int Capacity = 1_000;

    private readonly Channel<(MessageStanza Stanza, TaskCompletionSource<Task>? Written)> _queue = Channel.CreateBounded<(
        MessageStanza,
        TaskCompletionSource<Task>?
    )>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<MessageStanza, CancellationToken, ValueTask> _send;
    private readonly Func<MessageStanza, CancellationToken, ValueTask<Task>> _sendAcked;
    private readonly Task _worker;

    /// <summary>Creates the queue.</summary>
    /// <param name="send">Writes a stanza.</param>
    /// <param name="sendAcked">Writes a stanza and gives what ends when the server has acknowledged it.</param>
    public OtrQueue(
        Func<MessageStanza, CancellationToken, ValueTask> send,
        Func<MessageStanza, CancellationToken, ValueTask<Task>> sendAcked
    )
    {
        (_send, _sendAcked) = (send, sendAcked);
        _worker = WorkAsync(_stop.Token);
    }

    /// <summary>Sends a message of the protocol. If there is no connection, it is lost: it would be worth nothing later.</summary>
    public void Add(MessageStanza stanza) => _queue.Writer.TryWrite((stanza, null));

    /// <summary>Sends a message of a person.</summary>
    /// <returns>Ends when it is written, with a task that ends when the server has acknowledged it; see <see cref="XmppClient.SendAckedAsync"/>.</returns>
    public Task<Task> SendAsync(MessageStanza stanza)
    {
        var written = new TaskCompletionSource<Task>(TaskCreationOptions.RunContinuationsAsynchronously);
        return _queue.Writer.TryWrite((stanza, written))
            ? written.Task
            : throw new ChatSecureException(ErrorKind.Disconnected, "Too many messages wait to be sent.");
    }

    /// <summary>Ends when all that was added before has been written, or can't be.</summary>
    public async Task DrainAsync(TimeSpan patience)
    {
        _queue.Writer.TryComplete();
        await Task.WhenAny(_worker, Task.Delay(patience)).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _stop.CancelAsync().ConfigureAwait(false);
        await _worker.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        await foreach (var (stanza, written) in _queue.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
        {
            try
            {
                if (written is null)
                {
                    await _send(stanza, cancellationToken).ConfigureAwait(false);
                }
                else
                {
                    written.SetResult(await _sendAcked(stanza, cancellationToken).ConfigureAwait(false));
                }
            }
            catch (Exception error) when (error is ChatSecureException or OperationCanceledException)
            {
                written?.TrySetException(
                    error as ChatSecureException ?? new ChatSecureException(ErrorKind.Disconnected, "The account is being closed.")
                );
            }
        }
    }
}
