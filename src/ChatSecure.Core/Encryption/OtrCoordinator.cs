// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using System.Text;
using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Core.Accounts;
using ChatSecure.Core.Events;
using ChatSecure.Core.Media;
using ChatSecure.Core.Sending;
using ChatSecure.Crypto.Otr;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Otr;
using ChatSecure.Stores;

namespace ChatSecure.Core.Encryption;

/// <summary>Private conversations of one account: commits what the machine answers, completes its steps, and sends in the order of encryption.</summary>
internal sealed class OtrCoordinator(
    Jid account,
    IChatStore store,
    OtrMachine machine,
    OtrQueue queue,
    EventHub events,
    TimeProvider time,
    Action wakeOutbox,
    Func<OtrNewKey> makeKey
) : IAsyncDisposable
{
    // Invitations that wait for a key; people send one or two.
    private const int MaxWaiting = 32;

    // A peer that does not answer gets no endless row of queries, which people without OTR see as text.
    private const int MaxQueries = 5;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly DeviceNotes _notes = new(account, store, time);
    private readonly Dictionary<Jid, (int Count, DateTimeOffset Next)> _queries = [];

    // Ended by the peer while we were here: then a person decides. After a restart nobody was in the middle of anything.
    private readonly HashSet<Jid> _ended = [];
    private readonly Lock _lock = new();
    private readonly Queue<(Jid From, string Text)> _waiting = [];
    private readonly CancellationTokenSource _stop = new();
    private Task? _opening;
    private volatile bool _isOpen;

    /// <summary>Whether there is a key, so that what comes in is answered at once.</summary>
    public bool IsOpen => _isOpen;

    /// <summary>Takes in what asks for a conversation and came live before there is a key: it is answered when there is.</summary>
    public void ReceiveLater(Jid from, string text)
    {
        lock (_lock)
        {
            if (_waiting.Count < MaxWaiting)
            {
                _waiting.Enqueue((from, text));
            }
        }

        _ = OpenAsync();
    }

    /// <summary>Takes in a text that came live and that <see cref="OtrMachine.Classify"/> says is OTR's. What <paramref name="complete"/> makes of it is
    /// committed with what the machine changed.</summary>
    public async Task<CommitResult> ReceiveAsync(
        Jid from,
        string text,
        Func<OtrReceived, ValueTask<ChangeSet>> complete,
        CancellationToken cancellationToken
    )
    {
        using var turn = await EnterAsync(cancellationToken).ConfigureAwait(false);
        var received = await machine.ReceiveAsync(from, text, cancellationToken).ConfigureAwait(false);
        return await FinishAsync(received, await complete(received).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Encrypts and sends a message of ours.</summary>
    /// <returns>Ends when it is written, with a task that ends when the server has acknowledged it; null while there is no conversation, which then has been
    /// asked for.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.CannotEncrypt"/>, with the reason as its condition.</exception>
    public async ValueTask<Task?> SendAsync(ChatMessage message, CancellationToken cancellationToken)
    {
        Task<Task> written;
        using (await EnterAsync(cancellationToken).ConfigureAwait(false))
        {
            var peer = message.Conversation.Peer;
            var result = await machine
                .SendAsync(peer, FileText.Join(message.Body!, message.Attachments), cancellationToken)
                .ConfigureAwait(false);
            if (result is not OtrSealed { Fingerprint: not null, Messages: [var sealedMessage] })
            {
                return await WaitOrRefuseAsync(peer, ((OtrNotSent)result).Reason, cancellationToken).ConfigureAwait(false);
            }

            var update = new MessageUpdate(message.Conversation, message.Id, Encryption: EncryptionKind.Otr);
            await CommitAsync(result, new ChangeSet(account) { Updates = [update] }, cancellationToken).ConfigureAwait(false);
            written = queue.SendAsync(OutgoingStanza.Private(message, sealedMessage.To, sealedMessage.Body));
        }

        return await written.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks for a conversation, as a person wishes.</summary>
    public Task StartAsync(Jid peer, CancellationToken cancellationToken)
    {
        return RunAsync(
            async () =>
            {
                _ended.Remove(peer.Bare);
                _queries.Remove(peer.Bare);
                return await machine.StartAsync(peer, cancellationToken).ConfigureAwait(false);
            },
            cancellationToken
        );
    }

    /// <summary>Ends the conversation, as a person wishes.</summary>
    public async Task EndAsync(Jid peer, CancellationToken cancellationToken)
    {
        await RunAsync(
                async () =>
                {
                    _ended.Remove(peer.Bare);
                    return await machine.EndAsync(peer, staysBlocked: false, cancellationToken).ConfigureAwait(false);
                },
                cancellationToken
            )
            .ConfigureAwait(false);
        events.Publish(new OtrChanged(account, peer.Bare, OtrState.Plaintext));
    }

    /// <summary>Begins a comparison of secrets, or answers the peer's.</summary>
    public async Task CompareSecretsAsync(Jid peer, string secret, string? question, CancellationToken cancellationToken)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        try
        {
            await RunAsync(
                    async () =>
                    {
                        var status = await machine.GetStatusAsync(peer, cancellationToken).ConfigureAwait(false);
                        return status.IsSecretAsked && question is null
                            ? await machine.AnswerSmpAsync(peer, bytes, cancellationToken).ConfigureAwait(false)
                            : await machine.StartSmpAsync(peer, bytes, question, cancellationToken).ConfigureAwait(false);
                    },
                    cancellationToken
                )
                .ConfigureAwait(false);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    public Task GiveUpComparisonAsync(Jid peer, CancellationToken cancellationToken) =>
        RunAsync(async () => await machine.AbortSmpAsync(peer, cancellationToken).ConfigureAwait(false), cancellationToken);

    public Task SetTrustAsync(Jid peer, Fingerprint fingerprint, TrustLevel trust, CancellationToken cancellationToken) =>
        RunAsync(
            async () => await machine.SetTrustAsync(peer, fingerprint, trust, cancellationToken).ConfigureAwait(false),
            cancellationToken,
            [Decided(peer, fingerprint, trust)]
        );

    public async Task<OtrStatus> StatusAsync(Jid peer, CancellationToken cancellationToken)
    {
        // Asking needs no key: one is made when there is something to encrypt.
        using var turn = await _gate.EnterAsync(cancellationToken).ConfigureAwait(false);
        return await machine.GetStatusAsync(peer, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The OTR keys of somebody, our own first. Looking makes no key.</summary>
    public async Task<IReadOnlyList<DeviceInfo>> DevicesAsync(Jid owner, CancellationToken cancellationToken)
    {
        using var turn = await _gate.EnterAsync(cancellationToken).ConfigureAwait(false);
        var isOwn = owner == account;
        var ours = isOwn ? await machine.FindFingerprintAsync(cancellationToken).ConfigureAwait(false) : null;
        var current = (await machine.GetStatusAsync(owner, cancellationToken).ConfigureAwait(false)).Fingerprint;
        var keys = await machine.GetKeysAsync(owner, cancellationToken).ConfigureAwait(false);
        IEnumerable<DeviceInfo> own = ours is null
            ? []
            : [new(owner, default, ours, TrustLevel.Verified, isOwn, IsThisDevice: true, IsActive: true)];
        return
        [
            .. own,
            .. keys.Where(key => key.Key != ours)
                .OrderBy(key => key.Key.Hex, StringComparer.Ordinal)
                .Select(key => new DeviceInfo(owner, default, key.Key, key.Value, isOwn, IsThisDevice: false, key.Key == current)),
        ];
    }

    /// <summary>Whether the peer ended the private conversation, and nobody here has ended it, too, or begun a new one. What this side ended itself, such as by
    /// leaving, does not count.</summary>
    public async Task<bool> HasPeerEndedAsync(Jid peer, CancellationToken cancellationToken)
    {
        using var turn = await _gate.EnterAsync(cancellationToken).ConfigureAwait(false);
        return _ended.Contains(peer.Bare);
    }

    /// <summary>A new connection: peers that did not answer may be asked again.</summary>
    public async Task OnConnectedAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        _queries.Clear();
        _gate.Release();
    }

    /// <summary>Tells the peers that we leave, if there is a connection, and forgets the keys. What they write then does not get lost, and nothing that follows
    /// here goes out in the clear.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await (_opening ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_isOpen)
        {
            using (await EnterAsync(CancellationToken.None).ConfigureAwait(false))
            {
                foreach (var peer in machine.Peers)
                {
                    var step = await machine.EndAsync(peer, staysBlocked: true, CancellationToken.None).ConfigureAwait(false);
                    machine.Complete(step);
                    Send(step);
                }
            }

            await queue.DrainAsync(LastWords).ConfigureAwait(false);
        }

        await queue.DisposeAsync().ConfigureAwait(false);
        machine.Dispose();
        _gate.Dispose();
        _stop.Dispose();
    }

    /// <summary>Why nothing can be sent in the clear to a peer with whom there is, or was, a private conversation that nobody ended on this side.</summary>
    public static ChatSecureException IsPrivate() =>
        new(ErrorKind.CannotEncrypt, "There has been a private conversation that is still open on this side: end it first.")
        {
            Condition = "otr-open",
        };

    /// <summary>Why nothing can be sent after the peer ended the private conversation, until a person here has seen it.</summary>
    public static ChatSecureException HasEnded() =>
        new(ErrorKind.CannotEncrypt, "The peer ended the private conversation: end it on this side too, or start a new one.")
        {
            Condition = "otr-finished",
        };

    private async ValueTask<Task?> WaitOrRefuseAsync(Jid peer, OtrRefusal reason, CancellationToken cancellationToken)
    {
        switch (reason)
        {
            case OtrRefusal.Finished when _ended.Contains(peer):
                throw HasEnded();
            case OtrRefusal.Undecided:
                throw OmemoCoordinator.CannotEncrypt(Crypto.Omemo.OmemoExclusion.Undecided);
            case OtrRefusal.Distrusted:
                throw OmemoCoordinator.CannotEncrypt(Crypto.Omemo.OmemoExclusion.Distrusted);
        }

        var now = time.GetUtcNow();
        var (count, next) = _queries.GetValueOrDefault(peer, (0, now));
        if (count >= MaxQueries && now >= next)
        {
            throw new ChatSecureException(
                ErrorKind.CannotEncrypt,
                "The peer was asked for a private conversation again and again, and did not answer: it may not be there, or not know how."
            )
            {
                Condition = "otr-unanswered",
            };
        }

        if (count < MaxQueries && now >= next)
        {
            _queries[peer] = (count + 1, now + (FirstPause * (1 << count)));
            var step = await machine.StartAsync(peer, cancellationToken).ConfigureAwait(false);
            await FinishAsync(step, new ChangeSet(account), cancellationToken).ConfigureAwait(false);
        }

        return null;
    }

    private async Task RunAsync(
        Func<ValueTask<OtrStep>> step,
        CancellationToken cancellationToken,
        IReadOnlyList<DeviceInfo>? decided = null
    )
    {
        using var turn = await EnterAsync(cancellationToken).ConfigureAwait(false);
        var result = await step().ConfigureAwait(false);
        var changes = new ChangeSet(account)
        {
            Notes = await _notes.OfDecisionsAsync(decided ?? [], cancellationToken).ConfigureAwait(false),
        };
        events.Publish(account, await FinishAsync(result, changes, cancellationToken).ConfigureAwait(false));
    }

    private static DeviceInfo Decided(Jid peer, Fingerprint key, TrustLevel trust) =>
        new(peer.Bare, default, key, trust, IsOwn: false, IsThisDevice: false, IsActive: true);

    private async Task<CommitResult> FinishAsync(OtrResult result, ChangeSet changes, CancellationToken cancellationToken)
    {
        // Two people have just compared a secret.
        var compared = result
            .Events.OfType<OtrSmpChanged>()
            .Where(smp => smp.Progress == OtrSmpProgress.Succeeded)
            .Select(smp => Decided(smp.Peer, smp.Fingerprint, smp.Trust));
        changes = changes with
        {
            Notes = [.. changes.Notes, .. await _notes.OfDecisionsAsync([.. compared], cancellationToken).ConfigureAwait(false)],
        };
        var commit = await CommitAsync(result, changes, cancellationToken).ConfigureAwait(false);
        Send(result);
        foreach (var told in result.Events)
        {
            await TellAsync(told, cancellationToken).ConfigureAwait(false);
        }

        return commit;
    }

    private async Task<CommitResult> CommitAsync(OtrResult result, ChangeSet changes, CancellationToken cancellationToken)
    {
        changes = changes with { Crypto = result.Changes };
        var isEmpty = changes is { Messages.Count: 0, Updates.Count: 0, Notes.Count: 0, Crypto.Count: 0, Cursor: null };
        try
        {
            var commit = isEmpty ? new CommitResult([], []) : await store.CommitKeysAsync(changes, cancellationToken).ConfigureAwait(false);
            machine.Complete(result);
            return commit;
        }
        catch
        {
            machine.Drop(result);
            throw;
        }
    }

    private void Send(OtrResult result)
    {
        foreach (var message in result.Messages)
        {
            var stanza = new MessageStanza(message.To) { Id = MessageId.Create().Value };
            OtrPayload.Add(stanza, message.Body, isText: false);
            queue.Add(stanza);
        }
    }

    private async ValueTask TellAsync(OtrEvent told, CancellationToken cancellationToken)
    {
        var peer = told.Peer.Bare;
        switch (told)
        {
            case OtrSessionStarted started:
                _ended.Remove(peer);
                _queries.Remove(peer);
                events.Publish(new OtrChanged(account, peer, OtrState.Encrypted, started.Fingerprint, started.Trust));
                wakeOutbox();
                break;
            case OtrSessionEnded:
                var status = await machine.GetStatusAsync(peer, cancellationToken).ConfigureAwait(false);
                if (status.State == OtrState.Finished)
                {
                    _ended.Add(peer);
                }

                events.Publish(
                    status.Fingerprint is { } other
                        ? new OtrChanged(account, peer, status.State, other, status.Trust)
                        : new OtrChanged(account, peer, status.State)
                );
                break;
            case OtrSmpChanged smp:
                events.Publish(new OtrChanged(account, peer, OtrState.Encrypted, smp.Fingerprint, smp.Trust, smp.Progress, smp.Question));
                wakeOutbox();
                break;
            case OtrKeyRefused:
                events.Publish(new ErrorOccurred(account, ErrorKind.CannotEncrypt, "A private conversation was refused for its key."));
                break;
            case OtrExtraKeyOffered offered:
                CryptographicOperations.ZeroMemory(offered.Key);
                break;
        }
    }

    private async ValueTask<Turns.Turn> EnterAsync(CancellationToken cancellationToken)
    {
        await OpenAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        return await _gate.EnterAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Opens the machine, once; after a failure again. Loads the account's key, or makes one, which may take seconds: beside everything else. Happens
    /// by itself when OTR is first used.</summary>
    public Task OpenAsync()
    {
        lock (_lock)
        {
            if (_opening is null or { IsFaulted: true } or { IsCanceled: true })
            {
                _opening = OpenOnceAsync(_stop.Token);
            }

            return _opening;
        }
    }

    private async Task OpenOnceAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        using var key = await machine.FindFingerprintAsync(cancellationToken).ConfigureAwait(false) is null
            ? await MakeKeyAsync(cancellationToken).ConfigureAwait(false)
            : null;
        using var turn = await _gate.EnterAsync(cancellationToken).ConfigureAwait(false);
        var identity = await machine.OpenAsync(key, cancellationToken).ConfigureAwait(false);
        if (identity.Changes.Count > 0)
        {
            await store.CommitKeysAsync(new ChangeSet(account) { Crypto = identity.Changes }, cancellationToken).ConfigureAwait(false);
        }

        _isOpen = true;
        while (TakeWaiting() is var (from, text))
        {
            var received = await machine.ReceiveAsync(from, text, cancellationToken).ConfigureAwait(false);
            await FinishAsync(received, new ChangeSet(account), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<OtrNewKey> MakeKeyAsync(CancellationToken cancellationToken)
    {
        var making = Task.Run(makeKey, CancellationToken.None);
        try
        {
            return await making.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // It can't be stopped; when it comes, nobody wants it.
            _ = ForgetAsync(making);
            throw;
        }
    }

    private static async Task ForgetAsync(Task<OtrNewKey> making)
    {
        using var key = await making.ConfigureAwait(false);
    }

    private (Jid From, string Text)? TakeWaiting()
    {
        lock (_lock)
        {
            return _waiting.TryDequeue(out var waiting) ? waiting : null;
        }
    }
}
