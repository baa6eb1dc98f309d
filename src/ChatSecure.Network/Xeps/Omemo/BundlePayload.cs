// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Encryption;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.Omemo;

/// <summary>Bundles to and from XML.</summary>
internal static class BundlePayload
{
    public const int MaxPreKeys = 500;
    private const int SignatureLength = 64;

    /// <summary>Reads a bundle; null if anything in it is malformed, of a wrong length or too much. Of prekeys with the same number the first counts.</summary>
    public static OmemoBundle? Read(XmppElement? bundle, OmemoDialect dialect)
    {
        var ns = dialect.Namespace;
        if (
            bundle?.Is("bundle", ns) != true
            || !TryReadKey(bundle.Child(dialect.IdentityKey, ns), dialect.KeyLength, out var identity)
            || bundle.Child(dialect.SignedPreKey, ns) is not { } signedPreKey
            || !TryReadKey(signedPreKey, dialect.KeyLength, out var signedPublic)
            || !OmemoDialect.TryReadNumber(signedPreKey[dialect.SignedPreKeyId], out var signedId)
            || !TryReadKey(bundle.Child(dialect.Signature, ns), SignatureLength, out var signature)
            || bundle.Child("prekeys", ns) is not { Children.Count: <= MaxPreKeys } preKeys
        )
        {
            return null;
        }

        var read = new OrderedDictionary<uint, OmemoPreKey>();
        foreach (var preKey in preKeys.Elements(dialect.PreKey, ns))
        {
            if (!OmemoDialect.TryReadNumber(preKey[dialect.PreKeyId], out var id) || !TryReadKey(preKey, dialect.KeyLength, out var key))
            {
                return null;
            }

            read.TryAdd(id, new(id, key));
        }

        return new(identity, signedId, signedPublic, signature, [.. read.Values]);
    }

    public static XmppElement Write(OmemoBundle bundle, OmemoDialect dialect)
    {
        var ns = dialect.Namespace;
        var preKeys = new XmppElement("prekeys", ns);
        foreach (var preKey in bundle.PreKeys)
        {
            preKeys.Add(Key(dialect.PreKey, ns, preKey.PublicKey, dialect.PreKeyId, preKey.Id));
        }

        return new XmppElement("bundle", ns)
            .Add(Key(dialect.SignedPreKey, ns, bundle.SignedPreKey, dialect.SignedPreKeyId, bundle.SignedPreKeyId))
            .Add(Key(dialect.Signature, ns, bundle.SignedPreKeySignature))
            .Add(Key(dialect.IdentityKey, ns, bundle.IdentityKey))
            .Add(preKeys);
    }

    private static bool TryReadKey(XmppElement? element, int length, out ReadOnlyMemory<byte> key) =>
        Base64Text.TryDecode(element?.Text, length, length, out key);

    private static XmppElement Key(string name, string ns, ReadOnlyMemory<byte> bytes) => new(name, ns) { Text = Base64Text.Encode(bytes) };

    private static XmppElement Key(string name, string ns, ReadOnlyMemory<byte> bytes, string idAttribute, uint id)
    {
        var element = Key(name, ns, bytes);
        element[idAttribute] = id.ToString(CultureInfo.InvariantCulture);
        return element;
    }
}
