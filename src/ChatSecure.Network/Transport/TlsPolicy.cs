// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network.Dane;

namespace ChatSecure.Network.Transport;

/// <summary>What a server must prove before we speak with it: its name, further authorities, pins. Read once, so that a malformed pin is found before the
/// first connection.</summary>
internal sealed class TlsPolicy
{
    private const string PinPrefix = "sha256/";

    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InvalidInput"/>: malformed PEM or pin.</exception>
    public TlsPolicy(Jid account, string? extraAuthoritiesPem, IReadOnlyList<string> pins)
    {
        Host = AsciiHost(account);
        Pins = [.. pins.Select(ParsePin)];
        ExtraAuthorities = [];
        if (extraAuthoritiesPem is null)
        {
            return;
        }

        try
        {
            ExtraAuthorities.ImportFromPem(extraAuthoritiesPem);
        }
        catch (CryptographicException e)
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "The extra authorities are not certificates in PEM.", e);
        }

        if (ExtraAuthorities.Count == 0)
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "The extra authorities hold no certificate in PEM.");
        }
    }

    private TlsPolicy(string host, TlsPolicy other, DaneCheck? dane) =>
        (Host, ExtraAuthorities, Pins, Dane) = (host, other.ExtraAuthorities, other.Pins, dane);

    /// <summary>The name to prove, as certificates and SNI write it: A-labels, or an IP address without brackets. The account's domain, unless this is
    /// <see cref="For"/> another host.</summary>
    public string Host { get; }

    /// <summary>Trusted as roots beside the system's.</summary>
    public X509Certificate2Collection ExtraAuthorities { get; }

    /// <summary>SHA-256 of SubjectPublicKeyInfo; empty for no pinning.</summary>
    public IReadOnlyList<byte[]> Pins { get; }

    /// <summary>What DNS says, proven, of the certificate; null for nothing.</summary>
    public DaneCheck? Dane { get; }

    /// <summary>The same rules for another host.</summary>
    /// <param name="host">A host in whose place the account's domain, having proven itself, or the app has put its trust.</param>
    public TlsPolicy For(string host) => new(host, this, null);

    /// <summary>The same rules, and what DNS says of the place that is connected to.</summary>
    /// <param name="dane">What it says; null for nothing.</param>
    public TlsPolicy With(DaneCheck? dane) => new(Host, this, dane);

    /// <summary>A certificate's pin, as options write it.</summary>
    public static string PinOf(X509Certificate2 certificate) => PinPrefix + Convert.ToBase64String(HashOf(certificate));

    /// <summary>Whether the certificate's key is pinned, or nothing is.</summary>
    public bool PinsAllow(X509Certificate2 certificate) =>
        Pins.Count == 0 || Pins.Any(pin => pin.AsSpan().SequenceEqual(HashOf(certificate)));

    private static byte[] HashOf(X509Certificate2 certificate) => SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo());

    private static string AsciiHost(Jid account)
    {
        var domain = account.Domain.Trim('[', ']');
        return IPAddress.TryParse(domain, out _) ? domain : new IdnMapping().GetAscii(domain);
    }

    private static byte[] ParsePin(string text)
    {
        var hash = new byte[SHA256.HashSizeInBytes];
        return
            text.StartsWith(PinPrefix, StringComparison.Ordinal)
            && Convert.TryFromBase64String(text[PinPrefix.Length..], hash, out var length)
            && length == hash.Length
            ? hash
            : throw new ChatSecureException(ErrorKind.InvalidInput, "A pin is malformed: write sha256/ and the base64 of a SHA-256.");
    }
}
