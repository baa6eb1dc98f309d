// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Crypto.Otr.Exchange;
using ChatSecure.Crypto.Otr.Messages;
using ChatSecure.Crypto.Otr.State;
using ChatSecure.Crypto.Otr.Wire;
using ChatSecure.Crypto.Secrets;
using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Otr.Smp;

/// <summary>When the messages of a comparison of secrets are sent, and what they lead to: OTR's SMP state machine.</summary>
internal sealed class SmpHandler(Step step)
{
    private const int MaxQuestion = 1000;

    private readonly SmpProtocol _protocol = step.Context.Smp;

    /// <summary>Begins, in place of a comparison that may be under way.</summary>
    public async ValueTask BeginAsync(Instance instance, ReadOnlyMemory<byte> secret, string? question, CancellationToken cancellationToken)
    {
        if (instance.Smp is not null)
        {
            instance = step.Send(Reset(instance), string.Empty, mayIgnore: true, records: new Tlv(Tlv.SmpAbort, default));
        }

        var own = await OwnAsync(cancellationToken).ConfigureAwait(false);
        var session = instance.Session!;
        var number = SmpProtocol.Secret(own.ToBytes(), session.Fingerprint.ToBytes(), session.SessionId, secret.Span);
        var (state, message) = _protocol.Begin(number);
        var first = question is null
            ? new Tlv(Tlv.Smp1, message)
            : new Tlv(Tlv.Smp1Question, (byte[])[.. Encoding.UTF8.GetBytes(question), 0, .. message]);
        step.Put(step.Send(instance with { Smp = state }, string.Empty, mayIgnore: true, records: first));
        await TellAsync(instance, OtrSmpProgress.InProgress, null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Answers a peer that began.</summary>
    public async ValueTask AnswerAsync(
        Instance instance,
        SmpState.Asked asked,
        ReadOnlyMemory<byte> secret,
        CancellationToken cancellationToken
    )
    {
        var own = await OwnAsync(cancellationToken).ConfigureAwait(false);
        var session = instance.Session!;
        using var number = SmpProtocol.Secret(session.Fingerprint.ToBytes(), own.ToBytes(), session.SessionId, secret.Span);
        var (state, message) = _protocol.Answer(asked, number);
        step.Put(step.Send(instance with { Smp = state }, string.Empty, mayIgnore: true, records: new Tlv(Tlv.Smp2, message)));
        await TellAsync(instance, OtrSmpProgress.InProgress, null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gives up.</summary>
    public async ValueTask AbortAsync(Instance instance, CancellationToken cancellationToken)
    {
        step.Put(step.Send(Reset(instance), string.Empty, mayIgnore: true, records: new Tlv(Tlv.SmpAbort, default)));
        await TellAsync(instance, OtrSmpProgress.Aborted, null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes in a record; those that are none of SMP's change nothing.</summary>
    public async ValueTask<Instance> ReceiveAsync(Instance instance, Tlv record, CancellationToken cancellationToken)
    {
        switch (record.Type, instance.Smp)
        {
            case (Tlv.SmpAbort, null):
                return instance;
            case (Tlv.SmpAbort, _):
                return await EndAsync(instance, OtrSmpProgress.Aborted, cancellationToken).ConfigureAwait(false);
            case (Tlv.Smp1 or Tlv.Smp1Question, null or SmpState.Asked):
                return await OnFirstAsync(instance, record, cancellationToken).ConfigureAwait(false);
            case (Tlv.Smp2, SmpState.Expect2 state):
                return _protocol.Compare(state, record.Value.Span) is var (next, message)
                    ? step.Send(Reset(instance) with { Smp = next }, string.Empty, mayIgnore: true, records: new Tlv(Tlv.Smp3, message))
                    : await CheatedAsync(instance, cancellationToken).ConfigureAwait(false);
            case (Tlv.Smp3, SmpState.Expect3 state):
                return await OnThirdAsync(instance, state, record, cancellationToken).ConfigureAwait(false);
            case (Tlv.Smp4, SmpState.Expect4 state):
                return SmpProtocol.Finish(state, record.Value.Span) is { } areEqual
                    ? await EndAsync(instance, areEqual ? OtrSmpProgress.Succeeded : OtrSmpProgress.Failed, cancellationToken)
                        .ConfigureAwait(false)
                    : await CheatedAsync(instance, cancellationToken).ConfigureAwait(false);
            case (>= Tlv.Smp1 and <= Tlv.Smp4 or Tlv.Smp1Question, _):
                // Out of turn: both sides start over.
                instance = step.Send(instance, string.Empty, mayIgnore: true, records: new Tlv(Tlv.SmpAbort, default));
                return instance.Smp is null
                    ? instance
                    : await EndAsync(instance, OtrSmpProgress.Aborted, cancellationToken).ConfigureAwait(false);
            default:
                return instance;
        }
    }

    private async ValueTask<Instance> OnFirstAsync(Instance instance, Tlv record, CancellationToken cancellationToken)
    {
        var message = record.Value;
        string? question = null;
        if (record.Type == Tlv.Smp1Question)
        {
            var end = message.Span.IndexOf((byte)0);
            question = Encoding.UTF8.GetString(message.Span[..Math.Max(end, 0)]);
            message = message[(end + 1)..];
            question = question.Length > MaxQuestion ? question[..MaxQuestion] : question;
        }

        // The proofs cost powers: a peer that begins over and over gets no more than others get of key exchanges.
        if (!step.Conversation.Exchanges.TryTake(step.Now) || SmpProtocol.ReadFirst(message.Span, question) is not { } asked)
        {
            return await CheatedAsync(instance, cancellationToken).ConfigureAwait(false);
        }

        await TellAsync(instance, OtrSmpProgress.Asked, question, cancellationToken).ConfigureAwait(false);
        return Reset(instance) with { Smp = asked };
    }

    private async ValueTask<Instance> OnThirdAsync(
        Instance instance,
        SmpState.Expect3 state,
        Tlv record,
        CancellationToken cancellationToken
    )
    {
        if (_protocol.Conclude(state, record.Value.Span) is not var (areEqual, message))
        {
            return await CheatedAsync(instance, cancellationToken).ConfigureAwait(false);
        }

        instance = step.Send(instance, string.Empty, mayIgnore: true, records: new Tlv(Tlv.Smp4, message));
        return await EndAsync(instance, areEqual ? OtrSmpProgress.Succeeded : OtrSmpProgress.Failed, cancellationToken)
            .ConfigureAwait(false);
    }

    private async ValueTask<Instance> CheatedAsync(Instance instance, CancellationToken cancellationToken)
    {
        instance = step.Send(instance, string.Empty, mayIgnore: true, records: new Tlv(Tlv.SmpAbort, default));
        return await EndAsync(instance, OtrSmpProgress.Failed, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<Instance> EndAsync(Instance instance, OtrSmpProgress progress, CancellationToken cancellationToken)
    {
        // Who answers a question has been verified, and has verified nobody.
        var verifies = progress == OtrSmpProgress.Succeeded && instance.Smp is not SmpState.Expect3 { WasQuestion: true };
        if (verifies)
        {
            step.Trust.Put(step.Conversation.Peer, instance.Session!.Fingerprint, TrustLevel.Verified);
        }

        await TellAsync(instance, progress, null, cancellationToken, verifies ? TrustLevel.Verified : null).ConfigureAwait(false);
        return Reset(instance);
    }

    private async ValueTask TellAsync(
        Instance instance,
        OtrSmpProgress progress,
        string? question,
        CancellationToken cancellationToken,
        TrustLevel? verified = null
    )
    {
        var fingerprint = instance.Session!.Fingerprint;
        var trust =
            verified
            ?? await step.Trust.FindAsync(step.Conversation.Peer, fingerprint, cancellationToken).ConfigureAwait(false)
            ?? TrustLevel.Undecided;
        step.Tell(new OtrSmpChanged(instance.Address, fingerprint, progress, question, trust));
    }

    private Instance Reset(Instance instance)
    {
        step.Forget(instance.Smp);
        return instance with { Smp = null };
    }

    private async ValueTask<Fingerprint> OwnAsync(CancellationToken cancellationToken)
    {
        using var key = await step.Records.GetKeyAsync(cancellationToken).ConfigureAwait(false);
        return key.Public.Fingerprint;
    }
}
