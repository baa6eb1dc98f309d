// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Immutable;
using System.Security.Cryptography;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.Files;

/// <summary>Hashes of files (XEP-0300): read, written, computed and verified. SHA-1 and MD5 count for nothing (XEP-0414).</summary>
public static class ContentHashes
{
    /// <summary>The namespace, and the feature to advertise together with <see cref="Features"/>.</summary>
    public const string Namespace = "urn:xmpp:hashes:2";

    /// <summary>The algorithm that we write: SHA-256.</summary>
    public const string Default = "sha-256";

    /// <summary>The greatest number of hashes that are read of one file; further ones are left out.</summary>
    public const int MaxHashes = 8;

    private const int MaxBytes = 64;

    // The strongest first. SHA-3 is not on every system.
    private static readonly ImmutableArray<(string Name, HashAlgorithmName Algorithm, int Bytes)> _known =
    [
        .. SHA3_512.IsSupported ? [("sha3-512", HashAlgorithmName.SHA3_512, 64)] : Array.Empty<(string, HashAlgorithmName, int)>(),
        ("sha-512", HashAlgorithmName.SHA512, 64),
        .. SHA3_256.IsSupported ? [("sha3-256", HashAlgorithmName.SHA3_256, 32)] : Array.Empty<(string, HashAlgorithmName, int)>(),
        ("sha-256", HashAlgorithmName.SHA256, 32),
    ];

    /// <summary>The features to advertise: the namespace, and one for each algorithm that is verified here.</summary>
    public static IReadOnlyList<string> Features { get; } =
    [Namespace, .. _known.Select(known => $"urn:xmpp:hash-function-text-names:{known.Name}")];

    /// <summary>Computes the hash of a content.</summary>
    /// <param name="content">The content, which is read to its end.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The hash by <see cref="Default"/>.</returns>
    public static async Task<ContentHash> ComputeAsync(Stream content, CancellationToken cancellationToken = default) =>
        new(Default, await SHA256.HashDataAsync(content, cancellationToken).ConfigureAwait(false));

    /// <summary>Whether a content is the one that hashes speak of.</summary>
    /// <param name="content">The content, which is read to its end.</param>
    /// <param name="hashes">What was claimed of it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether the strongest hash of an algorithm that is known here is right; false if there is none.</returns>
    public static async Task<bool> VerifyAsync(
        Stream content,
        IReadOnlyList<ContentHash> hashes,
        CancellationToken cancellationToken = default
    )
    {
        if (Strongest(hashes) is not { } hash || CreateIncremental(hash.Algorithm) is not { } incremental)
        {
            return false;
        }

        using (incremental)
        {
            var buffer = new byte[64 * 1024];
            int read;
            while ((read = await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                incremental.AppendData(buffer, 0, read);
            }

            return CryptographicOperations.FixedTimeEquals(incremental.GetHashAndReset(), hash.Value.Span);
        }
    }

    /// <summary>The hash to rely on.</summary>
    /// <param name="hashes">What was claimed.</param>
    /// <returns>The one of the strongest algorithm that is known here; null if there is none.</returns>
    public static ContentHash? Strongest(IEnumerable<ContentHash> hashes)
    {
        var claimed = hashes.ToList();
        return _known
            .Select(known => claimed.Find(hash => hash.Algorithm == known.Name && hash.Value.Length == known.Bytes))
            .FirstOrDefault(hash => hash is not null);
    }

    /// <summary>Hashes piece by piece; null for an algorithm that is not known here.</summary>
    internal static IncrementalHash? CreateIncremental(string algorithm)
    {
        var known = _known.FirstOrDefault(known => known.Name == algorithm);
        return known.Name is null ? null : IncrementalHash.CreateHash(known.Algorithm);
    }

    /// <summary>The algorithm that the sender will use (<c>hash-used</c>), if it is known here; null otherwise.</summary>
    internal static string? ReadUsed(XmppElement parent) =>
        parent
            .Elements("hash-used", Namespace)
            .Concat(parent.Elements("hash", Namespace).Where(hash => hash.Text.Length == 0))
            .Take(MaxHashes)
            .Select(used => used["algo"])
            .FirstOrDefault(algorithm => _known.Any(known => known.Name == algorithm));

    /// <summary>The hashes among an element's children; malformed ones are left out, and of several by one algorithm all: they contradict each other.</summary>
    internal static IReadOnlyList<ContentHash> Read(XmppElement parent) =>
        [
            .. parent
                .Elements("hash", Namespace)
                .Take(MaxHashes)
                .Select(ReadOne)
                .OfType<ContentHash>()
                .GroupBy(hash => hash.Algorithm)
                .Where(group => group.Count() == 1)
                .Select(group => group.First()),
        ];

    internal static XmppElement Write(ContentHash hash) =>
        new("hash", Namespace) { ["algo"] = hash.Algorithm, Text = Base64Text.Encode(hash.Value) };

    internal static XmppElement WriteUsed(string algorithm) => new("hash-used", Namespace) { ["algo"] = algorithm };

    private static ContentHash? ReadOne(XmppElement element) =>
        element["algo"] is { Length: > 0 and <= 32 } algorithm
        // White space is forbidden here, where other base64 allows it.
        && !element.Text.Any(char.IsWhiteSpace)
        && Base64Text.TryDecode(element.Text, 1, MaxBytes, out var value)
            ? new(algorithm, value)
            : null;
}
