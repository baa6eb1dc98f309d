// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using ChatSecure.Errors;

namespace ChatSecure.Network.Sasl;

/// <summary>SCRAM (RFC 5802; RFC 7677 for SHA-256), with and without channel binding. The server never learns the password, and must prove in its last
/// message that it knows what is derived from it: success without that proof is failure.</summary>
internal sealed class ScramMechanism : SaslMechanism
{
    private const int MaxNonceBytes = 1024;
    private static readonly SearchValues<byte> ErrorName = SearchValues.Create("-0123456789abcdefghijklmnopqrstuvwxyz"u8);

    private readonly HashAlgorithmName _hash;
    private readonly byte[] _password;
    private readonly string _gs2Header;
    private readonly byte[] _bindingData;
    private readonly byte[] _downgradeHash;
    private readonly string? _tlsVersion;
    private readonly bool _demandsProof;
    private readonly string _nonce;
    private readonly string _firstBare;
    private byte[] _serverSignature = [];
    private Step _step;
    private bool _hasProvenOffer;

    /// <summary>Prepares an exchange.</summary>
    /// <param name="kind">The hash and the names.</param>
    /// <param name="username">The local part of the account's address.</param>
    /// <param name="password">The prepared password; owned from now on.</param>
    /// <param name="gs2Flag">Without channel binding, <c>n</c> if we could not have bound, <c>y</c> if we could have but it was not offered.</param>
    /// <param name="binding">The channel binding of a -PLUS mechanism; null without.</param>
    /// <param name="offer">What the server offered.</param>
    /// <param name="nonce">Ours, for tests with known answers; a random one if null.</param>
    public ScramMechanism(
        ScramKind kind,
        string username,
        byte[] password,
        char gs2Flag,
        ChannelBinding? binding,
        SaslOffer offer,
        string? nonce = null
    )
    {
        Name = binding is null ? kind.Name : kind.Name + "-PLUS";
        BindingType = binding?.Type;
        _hash = kind.Hash;
        _password = password;
        _gs2Header = binding is null ? $"{gs2Flag},," : $"p={binding.Type},,";
        _bindingData = binding?.Data ?? [];
        _downgradeHash = DowngradeHash.Compute(offer, kind.Hash);
        _tlsVersion = offer.TlsVersion;
        _demandsProof = binding is null && DowngradeGuard.DemandsProof(offer);
        _nonce = nonce ?? Convert.ToBase64String(RandomNumberGenerator.GetBytes(24));
        _firstBare = $"n={username.Replace("=", "=3D", StringComparison.Ordinal).Replace(",", "=2C", StringComparison.Ordinal)},r={_nonce}";
    }

    private enum Step
    {
        First,
        ServerFirst,
        ServerFinal,
        Proven,
        Failed,
    }

    public override string Name { get; }

    public override string? BindingType { get; }

    public override bool HasProvenOffer => _hasProvenOffer && _step == Step.Proven;

    public override byte[] InitialResponse()
    {
        Enter(Step.First);
        _step = Step.ServerFirst;
        return Encoding.UTF8.GetBytes(_gs2Header + _firstBare);
    }

    public override byte[] Respond(ReadOnlySpan<byte> challenge)
    {
        if (_step == Step.ServerFinal)
        {
            // The proof may come as a challenge with an empty response, if the profile has no data with success (RFC 5802, section 5).
            Verify(challenge);
            return [];
        }

        Enter(Step.ServerFirst);
        var response = AnswerFirst(challenge);
        _step = Step.ServerFinal;
        return response;
    }

    public override void Complete(ReadOnlySpan<byte> additionalData)
    {
        if (_step == Step.ServerFinal && !additionalData.IsEmpty)
        {
            Verify(additionalData);
        }
        else if (_step != Step.Proven || !additionalData.IsEmpty)
        {
            _step = Step.Failed;
            throw NotProven("The server reported success without proof that it knows the password.");
        }
    }

    public override void Dispose()
    {
        _step = Step.Failed;
        CryptographicOperations.ZeroMemory(_password);
        CryptographicOperations.ZeroMemory(_serverSignature);
    }

    /// <summary>Demands a step, and leaves none to go on from if what follows throws.</summary>
    private void Enter(Step step)
    {
        var isNow = _step == step;
        _step = Step.Failed;
        if (!isNow)
        {
            throw Broken("A SCRAM message out of turn.");
        }
    }

    private byte[] AnswerFirst(ReadOnlySpan<byte> message)
    {
        var attributes = new ScramAttributes(message);
        if (attributes.Next == 'm')
        {
            throw Broken("The server demands a SCRAM extension that is not known.");
        }

        var nonce = Encoding.ASCII.GetString(ReadNonce(ref attributes));
        var salt = ScramAttributes.DecodeBase64(attributes.Read('s'));
        var iterations = ScramAttributes.ReadNumber(attributes.Read('i'));
        CheckExtensions(ref attributes);
        var header = Convert.ToBase64String([.. Encoding.UTF8.GetBytes(_gs2Header), .. _bindingData]);
        var finalBare = $"c={header},r={nonce}";
        byte[] signed = [.. Encoding.UTF8.GetBytes(_firstBare), (byte)',', .. message, (byte)',', .. Encoding.UTF8.GetBytes(finalBare)];
        return Encoding.UTF8.GetBytes($"{finalBare},p={Convert.ToBase64String(Prove(salt, iterations, signed))}");
    }

    private ReadOnlySpan<byte> ReadNonce(ref ScramAttributes attributes)
    {
        var nonce = attributes.Read('r');
        if (nonce.Length > MaxNonceBytes || nonce.ContainsAnyExceptInRange((byte)'!', (byte)'~'))
        {
            throw ScramAttributes.Malformed();
        }

        // Without a part of its own, an old answer of ours could be replayed to the server.
        return nonce.Length > _nonce.Length && nonce.StartsWith(Encoding.ASCII.GetBytes(_nonce))
            ? nonce
            : throw Broken("The server's nonce does not extend ours.");
    }

    /// <summary>Extensions that are not mandatory are ignored, but for those of XEP-0474 and XEP-0515.</summary>
    private void CheckExtensions(ref ScramAttributes attributes)
    {
        while (attributes.Any)
        {
            var value = attributes.ReadAny(out var name);
            switch (name)
            {
                case 'm':
                    throw ScramAttributes.Malformed();
                case 'h' when CryptographicOperations.FixedTimeEquals(ScramAttributes.DecodeBase64(value), _downgradeHash):
                    _hasProvenOffer = true;
                    break;
                case 'h':
                    throw NotProven("What the server offered has been changed on its way: someone is in the middle of the connection.");
                case 't' when _tlsVersion is not null && !value.SequenceEqual(Encoding.ASCII.GetBytes(_tlsVersion)):
                    throw NotProven("The server speaks another version of TLS than we do: someone is in the middle of the connection.");
            }
        }

        if (_demandsProof && !_hasProvenOffer)
        {
            throw NotProven(
                "The login is not bound to this connection and the server does not prove its offer: someone may be in the middle."
            );
        }
    }

    private byte[] Prove(byte[] salt, int iterations, byte[] signed)
    {
        var salted = ScramSalting.Derive(_password, salt, iterations, _hash);
        var length = salted.Length;
        Span<byte> clientKey = stackalloc byte[length];
        Span<byte> serverKey = stackalloc byte[length];
        try
        {
            CryptographicOperations.HmacData(_hash, salted, "Client Key"u8, clientKey);
            CryptographicOperations.HmacData(_hash, salted, "Server Key"u8, serverKey);
            _serverSignature = CryptographicOperations.HmacData(_hash, serverKey, signed);
            var proof = CryptographicOperations.HmacData(_hash, CryptographicOperations.HashData(_hash, clientKey), signed);
            for (var i = 0; i < length; i++)
            {
                proof[i] ^= clientKey[i];
            }

            return proof;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(salted);
            CryptographicOperations.ZeroMemory(clientKey);
            CryptographicOperations.ZeroMemory(serverKey);
            CryptographicOperations.ZeroMemory(_password);
        }
    }

    private void Verify(ReadOnlySpan<byte> message)
    {
        Enter(Step.ServerFinal);
        var attributes = new ScramAttributes(message);
        if (attributes.Next == 'e')
        {
            var error = attributes.Read('e');
            throw new ChatSecureException(ErrorKind.AuthenticationFailed, "The server refused the credentials.")
            {
                // Nothing but a name such as those of RFC 5802: this may be logged.
                Condition = error.Length <= 64 && !error.ContainsAnyExcept(ErrorName) ? Encoding.ASCII.GetString(error) : "other-error",
            };
        }

        var signature = ScramAttributes.DecodeBase64(attributes.Read('v'));
        while (attributes.Any)
        {
            attributes.ReadAny(out _);
        }

        _step = CryptographicOperations.FixedTimeEquals(signature, _serverSignature)
            ? Step.Proven
            : throw NotProven("The server does not know the password: it is not the server it claims to be.");
    }
}
