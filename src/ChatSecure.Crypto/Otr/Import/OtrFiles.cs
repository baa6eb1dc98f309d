// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Text;
using ChatSecure.Encryption;
using ChatSecure.Errors;

namespace ChatSecure.Crypto.Otr.Import;

/// <summary>Reads the files in which libotr and the clients around it (Pidgin, Adium, Jitsi's export and others) keep keys, instance tags and fingerprints.
/// Files may be hostile: they take no more memory than twice their size, and no more than 10,000 entries of them are read.</summary>
public static class OtrFiles
{
    private const int MaxSize = 4 * 1024 * 1024;
    private const int MaxEntries = 10_000;
    private const int MaxName = 3071;

    /// <summary>Reads <c>otr.private_key</c>.</summary>
    /// <param name="file">The file.</param>
    /// <returns>The accounts with their keys. Dispose them.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InvalidInput"/>: it is no such file, or a key in it is none.</exception>
    public static IReadOnlyList<OtrImportedKey> ReadKeys(ReadOnlySpan<byte> file) =>
        file.Length <= MaxSize && PrivateKeyFile.TryRead(file, out var keys) ? keys : throw Malformed("private keys");

    /// <summary>Reads <c>otr.instance_tags</c>.</summary>
    /// <param name="file">The file.</param>
    /// <returns>The accounts with their tags.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InvalidInput"/>: it is no such file.</exception>
    public static IReadOnlyList<OtrImportedTag> ReadTags(ReadOnlySpan<byte> file)
    {
        var tags = new List<OtrImportedTag>();
        foreach (var fields in ReadLines(file, "instance tags"))
        {
            if (
                fields is not [var account, var protocol, { Length: 8 } hex]
                || !uint.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var tag)
                || tag < Wire.Header.MinTag
            )
            {
                throw Malformed("instance tags");
            }

            tags.Add(new(account, protocol, tag));
        }

        return tags;
    }

    /// <summary>Reads <c>otr.fingerprints</c>.</summary>
    /// <param name="file">The file.</param>
    /// <returns>The fingerprints that were seen, with whether they were verified.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InvalidInput"/>: it is no such file.</exception>
    public static IReadOnlyList<OtrImportedFingerprint> ReadFingerprints(ReadOnlySpan<byte> file)
    {
        var fingerprints = new List<OtrImportedFingerprint>();
        foreach (var fields in ReadLines(file, "fingerprints"))
        {
            if (
                fields is not [var peer, var account, var protocol, { Length: 40 } hex, .. { Length: <= 1 } trust]
                || !Fingerprint.TryParse(hex, out var fingerprint)
            )
            {
                throw Malformed("fingerprints");
            }

            fingerprints.Add(new(peer, account, protocol, fingerprint, trust is [{ Length: > 0 }]));
        }

        return fingerprints;
    }

    private static List<string[]> ReadLines(ReadOnlySpan<byte> file, string what)
    {
        if (file.Length > MaxSize)
        {
            throw Malformed(what);
        }

        var lines = Encoding
            .UTF8.GetString(file)
            .Split('\n')
            .Select(line => line.TrimEnd('\r'))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Take(MaxEntries + 1)
            .Select(line => line.Split('\t', 6))
            .ToList();
        return lines.Count <= MaxEntries && lines.TrueForAll(fields => fields.All(field => field.Length <= MaxName))
            ? lines
            : throw Malformed(what);
    }

    private static ChatSecureException Malformed(string what) => new(ErrorKind.InvalidInput, $"This is no file of OTR {what}.");
}
