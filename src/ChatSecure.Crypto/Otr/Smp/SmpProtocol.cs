// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Crypto.Otr.Wire;
using ChatSecure.Crypto.Primitives;
using ChatSecure.Crypto.Secrets;

namespace ChatSecure.Crypto.Otr.Smp;

/// <summary>The Socialist Millionaires' Protocol: two people find out whether they hold the same secret, and nothing else of it. Names of numbers are the
/// specification's. Each step takes some ten powers of 1536 bits: tens of milliseconds.</summary>
internal sealed class SmpProtocol(IRandomSource random)
{
    private const byte Version = 1;
    private static readonly byte[] G1 = [2];

    /// <summary>The number that stands for the secret in this conversation.</summary>
    public static SecretBytes Secret(
        ReadOnlySpan<byte> initiator,
        ReadOnlySpan<byte> responder,
        ReadOnlySpan<byte> sessionId,
        ReadOnlySpan<byte> secret
    )
    {
        using var writer = new OtrWriter(stackalloc byte[256]);
        writer.Byte(Version);
        writer.Raw(initiator);
        writer.Raw(responder);
        writer.Raw(sessionId);
        writer.Raw(secret);
        var number = new SecretBytes(SHA256.HashSizeInBytes);
        SHA256.HashData(writer.Written, number.Span);
        return number;
    }

    /// <summary>Message 1.</summary>
    public (SmpState.Expect2 State, byte[] Message) Begin(SecretBytes secret)
    {
        var (a2, a3) = (Draw(), Draw());
        using var r2 = Draw();
        using var r3 = Draw();
        var (c2, d2) = SmpProofs.ProveLogarithm(1, a2.Span, r2.Span);
        var (c3, d3) = SmpProofs.ProveLogarithm(2, a3.Span, r3.Span);
        return (new(secret, a2, a3), Write(ModpGroup.Power(G1, a2.Span), c2, d2, ModpGroup.Power(G1, a3.Span), c3, d3));
    }

    /// <summary>Checks message 1.</summary>
    public static SmpState.Asked? ReadFirst(ReadOnlySpan<byte> message, string? question)
    {
        var reader = Open(message, 6);
        var (g2a, c2, d2) = (reader.Element(), reader.GroupNumber(), reader.GroupNumber());
        var (g3a, c3, d3) = (reader.Element(), reader.GroupNumber(), reader.GroupNumber());
        return reader.IsComplete && SmpProofs.CheckLogarithm(1, g2a, c2, d2) && SmpProofs.CheckLogarithm(2, g3a, c3, d3)
            ? new(g2a, g3a, question)
            : null;
    }

    /// <summary>Message 2.</summary>
    public (SmpState.Expect3 State, byte[] Message) Answer(SmpState.Asked asked, SecretBytes secret)
    {
        using var b2 = Draw();
        var b3 = Draw();
        using var r2 = Draw();
        using var r3 = Draw();
        using var r4 = Draw();
        using var r5 = Draw();
        using var r6 = Draw();
        var (c2, d2) = SmpProofs.ProveLogarithm(3, b2.Span, r2.Span);
        var (c3, d3) = SmpProofs.ProveLogarithm(4, b3.Span, r3.Span);
        var (g2, g3) = (ModpGroup.Power(asked.G2A, b2.Span), ModpGroup.Power(asked.G3A, b3.Span));
        var (pb, qb) = Coordinates(g2, g3, r4, secret);
        var (cp, d5, d6) = SmpProofs.ProveCoordinates(5, g2, g3, r4.Span, secret.Span, r5.Span, r6.Span);
        return (
            new(asked.G3A, g2, g3, b3, pb, qb, asked.Question is not null),
            Write(ModpGroup.Power(G1, b2.Span), c2, d2, ModpGroup.Power(G1, b3.Span), c3, d3, pb, qb, cp, d5, d6)
        );
    }

    /// <summary>Checks message 2 and makes message 3; null if the peer's proofs fail.</summary>
    public (SmpState.Expect4 State, byte[] Message)? Compare(SmpState.Expect2 state, ReadOnlySpan<byte> message)
    {
        var reader = Open(message, 11);
        var (g2b, c2, d2) = (reader.Element(), reader.GroupNumber(), reader.GroupNumber());
        var (g3b, c3, d3) = (reader.Element(), reader.GroupNumber(), reader.GroupNumber());
        var (pb, qb) = (reader.Element(), reader.Element());
        var (cp, d5, d6) = (reader.GroupNumber(), reader.GroupNumber(), reader.GroupNumber());
        if (!reader.IsComplete || !SmpProofs.CheckLogarithm(3, g2b, c2, d2) || !SmpProofs.CheckLogarithm(4, g3b, c3, d3))
        {
            return null;
        }

        var (g2, g3) = (ModpGroup.Power(g2b, state.A2.Span), ModpGroup.Power(g3b, state.A3.Span));
        if (!SmpProofs.CheckCoordinates(5, g2, g3, pb, qb, cp, d5, d6))
        {
            return null;
        }

        using var r4 = Draw();
        using var r5 = Draw();
        using var r6 = Draw();
        using var r7 = Draw();
        var (pa, qa) = Coordinates(g2, g3, r4, state.Secret);
        var (c, e5, e6) = SmpProofs.ProveCoordinates(6, g2, g3, r4.Span, state.Secret.Span, r5.Span, r6.Span);
        var quotient = ModpGroup.Divide(qa, qb);
        var (cr, d7) = SmpProofs.ProveEqualLogarithms(7, quotient, state.A3.Span, r7.Span);
        var a3 = new SecretBytes(ModpGroup.Size);
        state.A3.Span.CopyTo(a3.Span);
        return (
            new(g3b, ModpGroup.Divide(pa, pb), quotient, a3),
            Write(pa, qa, c, e5, e6, ModpGroup.Power(quotient, state.A3.Span), cr, d7)
        );
    }

    /// <summary>Checks message 3 and makes message 4; null if the peer's proofs fail.</summary>
    public (bool AreEqual, byte[] Message)? Conclude(SmpState.Expect3 state, ReadOnlySpan<byte> message)
    {
        var reader = Open(message, 8);
        var (pa, qa) = (reader.Element(), reader.Element());
        var (cp, d5, d6) = (reader.GroupNumber(), reader.GroupNumber(), reader.GroupNumber());
        var (ra, cr, d7) = (reader.Element(), reader.GroupNumber(), reader.GroupNumber());

        // Coordinates that are ours would make a quotient of 1, which holds for any secret.
        if (
            !reader.IsComplete
            || pa.AsSpan().SequenceEqual(state.Pb)
            || qa.AsSpan().SequenceEqual(state.Qb)
            || !SmpProofs.CheckCoordinates(6, state.G2, state.G3, pa, qa, cp, d5, d6)
        )
        {
            return null;
        }

        var quotient = ModpGroup.Divide(qa, state.Qb);
        if (!SmpProofs.CheckEqualLogarithms(7, state.G3A, quotient, ra, cr, d7))
        {
            return null;
        }

        using var r7 = Draw();
        var (c, e7) = SmpProofs.ProveEqualLogarithms(8, quotient, state.B3.Span, r7.Span);
        var areEqual = CryptographicOperations.FixedTimeEquals(ModpGroup.Power(ra, state.B3.Span), ModpGroup.Divide(pa, state.Pb));
        return (areEqual, Write(ModpGroup.Power(quotient, state.B3.Span), c, e7));
    }

    /// <summary>Checks message 4; null if the peer's proof fails.</summary>
    public static bool? Finish(SmpState.Expect4 state, ReadOnlySpan<byte> message)
    {
        var reader = Open(message, 3);
        var (rb, cr, d7) = (reader.Element(), reader.GroupNumber(), reader.GroupNumber());
        return reader.IsComplete && SmpProofs.CheckEqualLogarithms(8, state.G3B, state.QaQb, rb, cr, d7)
            ? CryptographicOperations.FixedTimeEquals(ModpGroup.Power(rb, state.A3.Span), state.PaPb)
            : null;
    }

    private static (byte[] P, byte[] Q) Coordinates(byte[] g2, byte[] g3, SecretBytes r4, SecretBytes secret) =>
        (ModpGroup.Power(g3, r4.Span), ModpGroup.Multiply(ModpGroup.Power(G1, r4.Span), ModpGroup.Power(g2, secret.Span)));

    private SecretBytes Draw()
    {
        var exponent = new SecretBytes(ModpGroup.Size);
        random.Fill(exponent.Span);
        return exponent;
    }

    // A number of numbers, then the numbers: a message with another count is read as nothing.
    private static OtrReader Open(ReadOnlySpan<byte> message, uint count)
    {
        var reader = new OtrReader(message);
        return reader.Int() == count ? reader : new OtrReader([]);
    }

    private static byte[] Write(params ReadOnlySpan<byte[]> numbers)
    {
        using var writer = new OtrWriter(stackalloc byte[2048]);
        writer.Int((uint)numbers.Length);
        foreach (var number in numbers)
        {
            writer.Mpi(number);
        }

        return writer.ToArray();
    }
}
