// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Otr.Exchange;
using ChatSecure.Crypto.Otr.Wire;
using ChatSecure.Crypto.Primitives;

namespace ChatSecure.Crypto.Otr.Messages;

/// <summary>Data messages and the keys that change with them.</summary>
internal sealed class DataRatchet(IRandomSource random)
{
    // Which pairing messages are sent with: our key and the peer's newest. It always stands in the session, since its counter must not begin anew.
    private const int Sending = 0;

    // Beyond this nobody has answered for thousands of key changes. What is left out stays deniable for want of the message.
    private const int MaxToReveal = 200 * DataKeys.CodeKeySize;

    /// <summary>Begins a session with what a key exchange agreed on.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="version">Its version.</param>
    /// <param name="former">The session that the new one takes the place of.</param>
    public OtrSession Begin(ExchangeResult exchange, OtrVersion version, OtrSession? former) =>
        new()
        {
            Version = version,
            Fingerprint = exchange.PeerIdentity.Fingerprint,
            SessionId = exchange.SessionId,
            WeRevealed = exchange.WeRevealed,
            Own = exchange.Own,
            OwnNext = new DhKeyPair(random),
            OwnKeyId = 1,
            Peer = exchange.Peer,
            PeerKeyId = exchange.PeerKeyId,
            Pairings = [new(new DataKeys(exchange.Own, exchange.Peer)), null, null, null],
            ToReveal = former is null ? [] : Reveal(former.ToReveal, former.Pairings),
        };

    /// <summary>Encrypts. The counter is used up even if the next session is not kept.</summary>
    /// <param name="session">The session.</param>
    /// <param name="header">What the message begins with.</param>
    /// <param name="text">What people read; empty for a heartbeat.</param>
    /// <param name="isLast">Whether it is the last message of the session: it reveals everything.</param>
    /// <param name="mayIgnore">Whether the receiver need not complain if it can't read it.</param>
    /// <param name="records">Records beside the text.</param>
    /// <returns>The message, the session after it, and the keys that encrypted it.</returns>
    public static (byte[] Message, OtrSession Next, DataKeys Keys) Seal(
        OtrSession session,
        Header header,
        ReadOnlySpan<char> text,
        bool isLast = false,
        bool mayIgnore = false,
        params ReadOnlySpan<Tlv> records
    )
    {
        var keys = session.Pairings[Sending]!.Keys;
        var counter = keys.NextCounter();
        using var plaintext = new OtrWriter(stackalloc byte[1024]);
        plaintext.Payload(text, records);
        using var message = new OtrWriter(stackalloc byte[1536]);
        message.Header(header);
        message.Byte(mayIgnore ? DataMessage.IgnoreUnreadable : (byte)0);
        message.Int(session.OwnKeyId);
        message.Int(session.PeerKeyId);
        message.Mpi(session.OwnNext.Public);
        message.Long(counter);
        message.Int((uint)plaintext.Written.Length);
        keys.Encrypt(counter, plaintext.Written, message.Reserve(plaintext.Written.Length));
        Span<byte> code = stackalloc byte[DataMessage.CodeSize];
        keys.WriteCode(message.Written, code);
        message.Raw(code);
        message.Data(isLast ? Reveal(session.ToReveal, session.Pairings) : session.ToReveal);
        return (message.ToArray(), session.ToReveal.Length == 0 ? session : session with { ToReveal = [] }, keys);
    }

    /// <summary>Opens a message. Null if it does not verify, was seen before, or names keys that are not in use.</summary>
    /// <returns>The plain text, the session after it, the keys that opened it, and what the session no longer needs.</returns>
    public (Payload Payload, OtrSession Next, DataKeys Keys, IReadOnlyList<IDisposable> Obsolete)? Open(
        OtrSession session,
        DataMessage message
    )
    {
        if (FindSlot(session, message) is not { } slot)
        {
            return null;
        }

        var (ours, theirs) = (IsOwnNext(slot) ? session.OwnNext : session.Own, IsPeerBefore(slot) ? session.PeerBefore! : session.Peer);
        var pairing = session.Pairings[slot] ?? new KeyPairing(new DataKeys(ours, theirs));
        if (!pairing.Keys.CheckCode(message.Authenticated, message.Code) || message.Counter <= pairing.LastReceived)
        {
            if (session.Pairings[slot] is null)
            {
                pairing.Keys.Dispose();
            }

            return null;
        }

        var payload = Decrypt(pairing.Keys, message);
        var next = session with
        {
            Pairings = With(session.Pairings, slot, pairing with { LastReceived = message.Counter, HasVerified = true }),
        };
        var obsolete = new List<IDisposable>();
        if (IsOwnNext(slot))
        {
            next = AdvanceOwn(next, obsolete);
        }

        if (!IsPeerBefore(slot))
        {
            next = AdvancePeer(next, message.NextKey, obsolete);
        }

        if (next.Pairings[Sending] is null)
        {
            next = next with { Pairings = With(next.Pairings, Sending, new(new DataKeys(next.Own, next.Peer))) };
        }

        return (payload, next, pairing.Keys, obsolete);
    }

    /// <summary>Everything secret in a session.</summary>
    public static IEnumerable<IDisposable> Secrets(OtrSession session) =>
        [session.Own, session.OwnNext, .. session.Pairings.OfType<KeyPairing>().Select(pairing => pairing.Keys)];

    private static int? FindSlot(OtrSession session, DataMessage message)
    {
        var isOwnNext = message.ReceiverKeyId == session.OwnKeyId + 1;
        var isPeerBefore = session.PeerBefore is not null && message.SenderKeyId == session.PeerKeyId - 1;
        return (isOwnNext || message.ReceiverKeyId == session.OwnKeyId) && (isPeerBefore || message.SenderKeyId == session.PeerKeyId)
            ? (isOwnNext ? 2 : 0) + (isPeerBefore ? 1 : 0)
            : null;
    }

    private static bool IsOwnNext(int slot) => slot >= 2;

    private static bool IsPeerBefore(int slot) => slot % 2 == 1;

    private static Payload Decrypt(DataKeys keys, DataMessage message)
    {
        using var plaintext = new Secrets.SecretBytes(message.Encrypted.Length);
        keys.Decrypt(message.Counter, message.Encrypted, plaintext.Span);
        return Payload.Read(plaintext.Span);
    }

    // The peer has seen our next key: it becomes the one that we send with, and there is a new one to show.
    private OtrSession AdvanceOwn(OtrSession session, List<IDisposable> obsolete)
    {
        obsolete.Add(session.Own);
        return Forget(session, [0, 1], obsolete) with
        {
            Own = session.OwnNext,
            OwnNext = new DhKeyPair(random),
            OwnKeyId = session.OwnKeyId + 1,
            Pairings = [session.Pairings[2], session.Pairings[3], null, null],
        };
    }

    private static OtrSession AdvancePeer(OtrSession session, byte[] next, List<IDisposable> obsolete) =>
        Forget(session, [1, 3], obsolete) with
        {
            PeerBefore = session.Peer,
            Peer = next,
            PeerKeyId = session.PeerKeyId + 1,
            Pairings = [null, session.Pairings[0], null, session.Pairings[2]],
        };

    private static OtrSession Forget(OtrSession session, ReadOnlySpan<int> slots, List<IDisposable> obsolete)
    {
        var forgotten = new List<KeyPairing>();
        foreach (var slot in slots)
        {
            if (session.Pairings[slot] is { } pairing)
            {
                forgotten.Add(pairing);
                obsolete.Add(pairing.Keys);
            }
        }

        return forgotten.Count == 0 ? session : session with { ToReveal = Reveal(session.ToReveal, forgotten) };
    }

    private static byte[] Reveal(byte[] before, IEnumerable<KeyPairing?> pairings)
    {
        var revealed = before.ToList();
        foreach (var pairing in pairings)
        {
            if (pairing is { HasVerified: true } && revealed.Count < MaxToReveal)
            {
                revealed.AddRange(pairing.Keys.ReceivingCodeKey);
            }
        }

        return [.. revealed];
    }

    private static KeyPairing?[] With(KeyPairing?[] pairings, int slot, KeyPairing pairing)
    {
        var changed = (KeyPairing?[])pairings.Clone();
        changed[slot] = pairing;
        return changed;
    }
}
