// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Crypto.Otr.Messages;
using ChatSecure.Crypto.Otr.State;
using ChatSecure.Crypto.Otr.Wire;
using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Otr.Exchange;

/// <summary>When the messages of key exchanges are sent, and what they lead to: OTR's authentication state machine.</summary>
internal sealed class ExchangeHandler(Step step)
{
    // A contact with more keys than this is an attack on the store.
    private const int MaxKnownKeys = 100;

    private readonly OtrContext _context = step.Context;

    /// <summary>Starts an exchange with whichever client of the peer answers.</summary>
    public void Offer(Jid to, OtrVersion version)
    {
        if (step.Offer is { IsAnswered: false } offer && offer.Version == version && offer.IsAlive(step.Now))
        {
            step.Send(to, version, 0, MessageType.DhCommit, offer.State.Message);
            return;
        }

        if (step.Conversation.Exchanges.TryTake(step.Now))
        {
            var commit = _context.Exchange.Commit(step.Now);
            step.Offer = new(commit, version, IsAnswered: false);
            step.Send(to, version, 0, MessageType.DhCommit, commit.Message);
        }
    }

    /// <summary>Takes in a message of an exchange. One that does not hold, or does not fit in, is dropped.</summary>
    public async ValueTask ReceiveAsync(Header header, byte[] message, Jid from, CancellationToken cancellationToken)
    {
        if (step.Meet(header, from) is not { } instance)
        {
            return;
        }

        switch (header.Type)
        {
            case MessageType.DhCommit:
                OnCommit(instance, ReadCommit(message));
                break;
            case MessageType.DhKey:
                await OnKeyAsync(instance, ReadKey(message), cancellationToken).ConfigureAwait(false);
                break;
            case MessageType.RevealSignature when instance.Auth is AuthState.AwaitingRevealSignature state:
                await OnRevealAsync(instance, state, ReadReveal(message), cancellationToken).ConfigureAwait(false);
                break;
            case MessageType.Signature when instance.Auth is AuthState.AwaitingSignature state:
                await OnSignatureAsync(instance, state, ReadSignature(message), cancellationToken).ConfigureAwait(false);
                break;
        }
    }

    private void OnCommit(Instance instance, DhCommit? commit)
    {
        if (commit is null)
        {
            return;
        }

        if (step.Offer is { IsAnswered: false } offer && offer.IsAlive(step.Now))
        {
            // Both sides began: the one with the higher hash goes on. An equal one is our own, come back.
            var order = offer.State.Hash.AsSpan().SequenceCompareTo(commit.KeyHash);
            if (order >= 0)
            {
                if (order > 0)
                {
                    step.Put(instance);
                    step.Send(instance.Address, offer.Version, instance.Tag, MessageType.DhCommit, offer.State.Message);
                }

                return;
            }

            step.Offer = null;
        }

        if (instance.Auth is AuthState.AwaitingRevealSignature waiting)
        {
            // The same key again, for the new commitment.
            Answer(instance, waiting with { Commit = commit });
            return;
        }

        if (step.Conversation.Exchanges.TryTake(step.Now))
        {
            step.Forget(instance.Auth);
            Answer(instance, _context.Exchange.Answer(commit));
        }
    }

    private void Answer(Instance instance, AuthState.AwaitingRevealSignature state)
    {
        step.Put(instance with { Auth = state });
        step.Send(instance.Address, instance.Version, instance.Tag, MessageType.DhKey, KeyExchange.DhKey(state));
    }

    private async ValueTask OnKeyAsync(Instance instance, byte[]? key, CancellationToken cancellationToken)
    {
        if (key is null)
        {
            return;
        }

        // An offer that nobody has answered is younger than any exchange that is under way, and takes its place: also where the peer answers both with one
        // key, as it must while it waits. To say the older exchange's secret again would not open the newer commitment.
        var offered = step.Offer is { } current && current.Version == instance.Version && current.IsAlive(step.Now) ? current : null;
        if (
            offered is not { IsAnswered: false }
            && instance.Auth is AuthState.AwaitingSignature waiting
            && waiting.Peer.AsSpan().SequenceEqual(key)
        )
        {
            step.Send(instance.Address, instance.Version, instance.Tag, MessageType.RevealSignature, waiting.Message);
            return;
        }

        if (offered is not { } offer)
        {
            return;
        }

        if (offer.IsAnswered && instance.Auth is not null)
        {
            return;
        }

        // Several clients may answer one offer. The first costs what the offer paid for.
        if (offer.IsAnswered && !step.Conversation.Exchanges.TryTake(step.Now))
        {
            return;
        }

        using var identity = await step.Records.GetKeyAsync(cancellationToken).ConfigureAwait(false);
        var own = offer.State.Own.Copy();
        if (_context.Exchange.Reveal(offer.State with { Own = own }, key, identity) is not { } state)
        {
            own.Dispose();
            return;
        }

        step.Forget(instance.Auth);
        step.Offer = offer with { IsAnswered = true };
        step.Put(instance with { Auth = state });
        step.Send(instance.Address, instance.Version, instance.Tag, MessageType.RevealSignature, state.Message);
    }

    private async ValueTask OnRevealAsync(
        Instance instance,
        AuthState.AwaitingRevealSignature state,
        (byte[] Secret, SignaturePart Part)? reveal,
        CancellationToken cancellationToken
    )
    {
        if (reveal is not var (secret, part) || KeyExchange.Accept(state, secret, part) is not var (result, keys))
        {
            return;
        }

        using (keys)
        {
            using var identity = await step.Records.GetKeyAsync(cancellationToken).ConfigureAwait(false);
            if (await EstablishAsync(instance, result, identity, cancellationToken).ConfigureAwait(false) is { } established)
            {
                var answer = _context.Exchange.Conclude(result, keys, identity);
                step.Send(established.Address, established.Version, established.Tag, MessageType.Signature, answer);
            }
        }
    }

    private async ValueTask OnSignatureAsync(
        Instance instance,
        AuthState.AwaitingSignature state,
        SignaturePart? part,
        CancellationToken cancellationToken
    )
    {
        if (part is null || KeyExchange.Finish(state, part) is not { } result)
        {
            return;
        }

        step.Forget(state.Keys);
        using var identity = await step.Records.GetKeyAsync(cancellationToken).ConfigureAwait(false);
        await EstablishAsync(instance, result, identity, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Begins the encrypted conversation, unless the peer's key must not have one.</summary>
    private async ValueTask<Instance?> EstablishAsync(
        Instance instance,
        ExchangeResult result,
        OtrPrivateKey own,
        CancellationToken cancellationToken
    )
    {
        var fingerprint = result.PeerIdentity.Fingerprint;
        var known = await step.Trust.ListAsync(step.Conversation.Peer, cancellationToken).ConfigureAwait(false);
        var isNew = !known.ContainsKey(fingerprint);
        var others = known.Keys.Count(key => key.IsOtr);

        // Whoever shows us our own key passes on somebody else's exchange with us.
        if (fingerprint == own.Public.Fingerprint || (isNew && others >= MaxKnownKeys) || IsDistrusted(known, fingerprint))
        {
            step.Forget(result.Own);
            step.Put(instance with { Auth = null });
            step.Tell(new OtrKeyRefused(instance.Address, fingerprint));
            return null;
        }

        // The first key of a contact may be trusted blindly. About a second one a person decides: it may be another client, or somebody in between.
        var trust = await step
            .Trust.MeetAsync(step.Conversation.Peer, fingerprint, replaces: others > 0, cancellationToken)
            .ConfigureAwait(false);
        var former = instance.Session;
        var session = _context.Ratchet.Begin(result, instance.Version, former);
        var established = step.Close(instance) with { Auth = null, Session = session, LastSent = step.Now };
        step.Put(established);
        step.Set(conversation => conversation with { WasEncrypted = true });
        step.Records.PutOpen(step.Conversation.Peer);
        step.Tell(new OtrSessionStarted(instance.Address, fingerprint, trust, isNew, former?.Fingerprint == fingerprint));
        return established;
    }

    private static bool IsDistrusted(Dictionary<Fingerprint, TrustLevel> known, Fingerprint fingerprint) =>
        known.GetValueOrDefault(fingerprint) == TrustLevel.Distrusted;

    private static DhCommit? ReadCommit(byte[] message)
    {
        var reader = AfterHeader(message);
        return DhCommit.Read(ref reader);
    }

    private static byte[]? ReadKey(byte[] message)
    {
        var reader = AfterHeader(message);
        var key = reader.Element();
        return reader.IsComplete ? key : null;
    }

    private static (byte[] Secret, SignaturePart Part)? ReadReveal(byte[] message)
    {
        var reader = AfterHeader(message);
        var secret = reader.Data().ToArray();
        return SignaturePart.Read(ref reader) is { } part ? (secret, part) : null;
    }

    private static SignaturePart? ReadSignature(byte[] message)
    {
        var reader = AfterHeader(message);
        return SignaturePart.Read(ref reader);
    }

    private static OtrReader AfterHeader(byte[] message)
    {
        var reader = new OtrReader(message);
        Header.Read(ref reader);
        return reader;
    }
}
