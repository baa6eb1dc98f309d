// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers.Binary;
using ChatSecure.Addressing;
using ChatSecure.Crypto.Otr.Smp;
using ChatSecure.Crypto.Otr.State;
using ChatSecure.Crypto.Otr.Wire;
using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Otr.Messages;

/// <summary>What data messages lead to.</summary>
internal sealed class DataHandler(Step step)
{
    private readonly OtrContext _context = step.Context;

    /// <summary>Takes in a data message.</summary>
    /// <returns>The text, null if it has none, with whose it is; a reason if it can't be read and a person is to know.</returns>
    public async ValueTask<(string? Text, Fingerprint Sender, TrustLevel Trust, DecryptFailure? Failure)> ReceiveAsync(
        Header header,
        byte[] message,
        Jid from,
        CancellationToken cancellationToken
    )
    {
        if (!step.Conversation.Instances.TryGetValue(header.Sender, out var instance) || instance.Session is not { } session)
        {
            return Refuse(message, from, DecryptFailure.NoSession);
        }

        var trust = await step.Trust.FindAsync(step.Conversation.Peer, session.Fingerprint, cancellationToken).ConfigureAwait(false);
        if (trust == TrustLevel.Distrusted)
        {
            return (null, default, default, DecryptFailure.Distrusted);
        }

        if (header.Version != session.Version || Open(session, message) is not var (payload, next, keys, obsolete))
        {
            return Refuse(message, from, DecryptFailure.Invalid);
        }

        step.Forget(obsolete);
        instance = instance with { Session = next, Address = from, LastHeard = step.Now };
        foreach (var record in payload.Records)
        {
            instance = await TakeAsync(instance, record, keys, cancellationToken).ConfigureAwait(false);
            if (instance.Session is null)
            {
                break;
            }
        }

        if (instance.Session is not null && step.Now - instance.LastSent >= _context.Options.HeartbeatInterval)
        {
            instance = step.Send(instance, string.Empty, mayIgnore: true);
        }

        step.Put(instance);
        return (payload.Text.Length == 0 ? null : payload.Text, session.Fingerprint, trust ?? TrustLevel.Undecided, null);
    }

    private (Payload Payload, OtrSession Next, DataKeys Keys, IReadOnlyList<IDisposable> Obsolete)? Open(OtrSession session, byte[] message)
    {
        var reader = new OtrReader(message);
        Header.Read(ref reader);
        return DataMessage.TryRead(ref reader, out var data) ? _context.Ratchet.Open(session, data) : null;
    }

    private async ValueTask<Instance> TakeAsync(Instance instance, Tlv record, DataKeys keys, CancellationToken cancellationToken)
    {
        switch (record.Type)
        {
            case Tlv.Disconnected:
                if (instance.Smp is not null)
                {
                    step.Tell(
                        new OtrSmpChanged(
                            instance.Address,
                            instance.Session!.Fingerprint,
                            OtrSmpProgress.Aborted,
                            null,
                            await step
                                .Trust.FindAsync(step.Conversation.Peer, instance.Session.Fingerprint, cancellationToken)
                                .ConfigureAwait(false)
                                ?? TrustLevel.Undecided
                        )
                    );
                }

                step.Tell(new OtrSessionEnded(instance.Address));
                return step.Close(instance);
            case Tlv.ExtraKey when record.Value.Length >= sizeof(uint):
                var use = BinaryPrimitives.ReadUInt32BigEndian(record.Value.Span);
                step.Tell(new OtrExtraKeyOffered(instance.Address, use, record.Value[sizeof(uint)..], keys.ExtraKey.ToArray()));
                return instance;
            default:
                return await new SmpHandler(step).ReceiveAsync(instance, record, cancellationToken).ConfigureAwait(false);
        }
    }

    private (string?, Fingerprint, TrustLevel, DecryptFailure?) Refuse(byte[] message, Jid from, DecryptFailure reason)
    {
        var reader = new OtrReader(message);
        Header.Read(ref reader);
        if (DataMessage.MayIgnore(reader))
        {
            return (null, default, default, null);
        }

        if (step.Conversation.Complaints.TryTake(step.Now))
        {
            step.SendText(from, $"?OTR Error: {_context.Options.Complaint}".TrimEnd());
        }

        return (null, default, default, reason);
    }
}
