// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Errors;

namespace ChatSecure.Testing.Clients;

/// <summary>Plays private conversations between two clients that allow them (<see cref="InMemoryChatClient.AllowsOtr"/>). Nothing is encrypted.</summary>
internal sealed class InMemoryOtr(InMemoryChatClient client) : IOtr
{
    private readonly Dictionary<(Jid Account, Jid Peer), PrivateTalk> _talks = [];
    private readonly Lock _lock = new();

    public async Task StartAsync(Jid account, Jid peer, CancellationToken cancellationToken = default) =>
        await StartAsync(await OnlineAsync(account, cancellationToken).ConfigureAwait(false), peer).ConfigureAwait(false);

    public async Task EndAsync(Jid account, Jid peer, CancellationToken cancellationToken = default)
    {
        var session = await AllowedAsync(account, cancellationToken).ConfigureAwait(false);
        var talk = Find(session, peer);
        if (talk.State == OtrState.Encrypted)
        {
            await SendAsync(session, peer, OtrSignal.End).ConfigureAwait(false);
        }

        if (talk.State != OtrState.Plaintext)
        {
            Turn(session, peer, OtrState.Plaintext, talk.Key);
        }
    }

    public async Task CompareSecretsAsync(
        Jid account,
        Jid peer,
        string secret,
        string? question = null,
        CancellationToken cancellationToken = default
    )
    {
        var session = await OnlineAsync(account, cancellationToken).ConfigureAwait(false);
        var talk = Demand(session, peer);
        if (secret.Length is 0 or > 4096 || question?.Length > 1000)
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "The text is empty, or too long.");
        }

        var isAnswer = talk.IsAsked && question is null;
        Set(session, peer, talk with { Secret = secret, Question = isAnswer ? talk.Question : question, IsAsked = isAnswer });
        await SendAsync(session, peer, isAnswer ? OtrSignal.Answer : OtrSignal.Ask, isAnswer ? secret : question).ConfigureAwait(false);
    }

    public async Task GiveUpComparisonAsync(Jid account, Jid peer, CancellationToken cancellationToken = default)
    {
        var session = await AllowedAsync(account, cancellationToken).ConfigureAwait(false);
        _ = Demand(session, peer);
        await SendAsync(session, peer, OtrSignal.GiveUp).ConfigureAwait(false);
        Conclude(session, peer, OtrSmpProgress.Aborted);
    }

    public async Task<OtrStatus> StatusAsync(Jid account, Jid peer, CancellationToken cancellationToken = default)
    {
        var session = await AllowedAsync(account, cancellationToken).ConfigureAwait(false);
        var talk = Find(session, peer.Bare);
        return talk.State == OtrState.Encrypted && talk.Key is { } key
            ? new(
                talk.State,
                peer.Bare,
                key,
                session.TrustOf(peer.Bare, key),
                SessionId: $"{session.OtrKey.Hex[..8]}{key.Hex[..8]}",
                IsSecretAsked: talk.IsAsked
            )
            {
                Question = talk.IsAsked ? talk.Question : null,
            }
            : new(talk.State);
    }

    /// <summary>How a message is protected as far as private conversations decide it; null if they do not.</summary>
    /// <exception cref="ChatSecureException">It can't be sent.</exception>
    public EncryptionKind? Choose(InMemorySession session, Jid peer, EncryptionChoice choice)
    {
        if (!client.AllowsOtr)
        {
            return choice == EncryptionChoice.Otr ? throw Refusals.NoOtr() : null;
        }

        return (choice, Find(session, peer).State) switch
        {
            (EncryptionChoice.None, not OtrState.Plaintext) => throw Refusals.NotEncrypted("otr-open"),
            (EncryptionChoice.Auto or EncryptionChoice.Otr, OtrState.Finished) => throw Refusals.NotEncrypted("otr-finished"),
            (EncryptionChoice.Auto, OtrState.Encrypted) or (EncryptionChoice.Otr, _) => EncryptionKind.Otr,
            _ => null,
        };
    }

    /// <summary>Begins a private conversation for a message, if there is none.</summary>
    /// <returns>Whether there is one now.</returns>
    public async Task<bool> BeginAsync(InMemorySession session, Jid peer)
    {
        if (session.IsOnline && Find(session, peer).State == OtrState.Plaintext)
        {
            await StartAsync(session, peer).ConfigureAwait(false);
        }

        return Find(session, peer).State == OtrState.Encrypted;
    }

    /// <summary>The keys that were met in private conversations, and whether there is one with it now.</summary>
    public IReadOnlyList<(Fingerprint Key, bool IsActive)> KeysOf(InMemorySession session, Jid peer)
    {
        var talk = Find(session, peer);
        return talk.Key is { } key ? [(key, talk.State == OtrState.Encrypted)] : [];
    }

    public async Task ReceiveAsync(InMemorySession session, OtrParcel parcel)
    {
        var peer = parcel.From;
        if (!client.AllowsOtr)
        {
            return;
        }

        var talk = Find(session, peer);
        switch (parcel.Signal)
        {
            case OtrSignal.Start:
                Turn(session, peer, OtrState.Encrypted, parcel.Key);
                await SendAsync(session, peer, OtrSignal.Accept).ConfigureAwait(false);
                break;
            case OtrSignal.Accept:
                Turn(session, peer, OtrState.Encrypted, parcel.Key);
                break;
            case OtrSignal.End when talk.State == OtrState.Encrypted:
                Turn(session, peer, OtrState.Finished, talk.Key);
                break;
            case OtrSignal.Ask:
                Set(session, peer, talk with { IsAsked = true, Question = parcel.Text });
                Tell(session, peer, OtrSmpProgress.Asked, parcel.Text);
                break;
            case OtrSignal.Answer:
                var areEqual = talk.Secret is { } secret && string.Equals(parcel.Text, secret, StringComparison.Ordinal);
                await SendAsync(session, peer, areEqual ? OtrSignal.Equal : OtrSignal.Different).ConfigureAwait(false);
                Conclude(session, peer, areEqual ? OtrSmpProgress.Succeeded : OtrSmpProgress.Failed, verifies: areEqual);
                break;
            case OtrSignal.Equal:
                // Who answers a question is verified, and verifies nobody.
                Conclude(session, peer, OtrSmpProgress.Succeeded, verifies: talk.Question is null);
                break;
            case OtrSignal.Different:
                Conclude(session, peer, OtrSmpProgress.Failed);
                break;
            case OtrSignal.GiveUp:
                Conclude(session, peer, OtrSmpProgress.Aborted);
                break;
        }
    }

    private Task StartAsync(InMemorySession session, Jid peer) => SendAsync(session, peer.Bare, OtrSignal.Start);

    private Task SendAsync(InMemorySession session, Jid peer, OtrSignal signal, string? text = null) =>
        client.Network.DeliverAsync(new OtrParcel(session.Account, peer.Bare, signal, session.OtrKey, text));

    private void Turn(InMemorySession session, Jid peer, OtrState state, Fingerprint? key)
    {
        Set(session, peer, new() { State = state, Key = key });
        client.Events.Publish(
            new OtrChanged(session.Account, peer.Bare, state, key, key is { } shown ? session.TrustOf(peer.Bare, shown) : null)
        );
    }

    private void Conclude(InMemorySession session, Jid peer, OtrSmpProgress progress, bool verifies = false)
    {
        var talk = Find(session, peer);
        if (verifies && talk.Key is { } key)
        {
            session.SetTrust(peer.Bare, key, TrustLevel.Verified);
        }

        Set(session, peer, talk with { Secret = null, Question = null, IsAsked = false });
        Tell(session, peer, progress);
    }

    private void Tell(InMemorySession session, Jid peer, OtrSmpProgress progress, string? question = null)
    {
        if (Find(session, peer).Key is { } key)
        {
            client.Events.Publish(
                new OtrChanged(session.Account, peer.Bare, OtrState.Encrypted, key, session.TrustOf(peer.Bare, key), progress, question)
            );
        }
    }

    private PrivateTalk Demand(InMemorySession session, Jid peer) =>
        Find(session, peer) is { State: OtrState.Encrypted } talk
            ? talk
            : throw new ChatSecureException(ErrorKind.InvalidInput, "There is no private conversation.");

    private PrivateTalk Find(InMemorySession session, Jid peer)
    {
        lock (_lock)
        {
            return _talks.GetValueOrDefault((session.Account, peer.Bare)) ?? PrivateTalk.None;
        }
    }

    private void Set(InMemorySession session, Jid peer, PrivateTalk talk)
    {
        lock (_lock)
        {
            _talks[(session.Account, peer.Bare)] = talk;
        }
    }

    private async Task<InMemorySession> AllowedAsync(Jid account, CancellationToken cancellationToken)
    {
        var session = await client.SessionAsync(account, cancellationToken).ConfigureAwait(false);
        return client.AllowsOtr ? session : throw Refusals.NoOtr();
    }

    private async Task<InMemorySession> OnlineAsync(Jid account, CancellationToken cancellationToken)
    {
        _ = await AllowedAsync(account, cancellationToken).ConfigureAwait(false);
        return await client.OnlineSessionAsync(account, cancellationToken).ConfigureAwait(false);
    }
}
