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
    private const int KeyLength = 33;
    private const int SignatureLength = 64;

    /// <summary>Reads a bundle; null if anything in it is malformed, of a wrong length or too much. Of prekeys with the same number the first counts.</summary>
    public static OmemoBundle? Read(XmppElement? bundle)
    {
        if (
            bundle?.Is("bundle", OmemoNamespace.Legacy) != true
            || !TryReadKey(bundle.Child("identityKey", OmemoNamespace.Legacy), KeyLength, out var identity)
            || bundle.Child("signedPreKeyPublic", OmemoNamespace.Legacy) is not { } signedPreKey
            || !TryReadKey(signedPreKey, KeyLength, out var signedPublic)
            || !OmemoNamespace.TryReadNumber(signedPreKey["signedPreKeyId"], out var signedId)
            || !TryReadKey(bundle.Child("signedPreKeySignature", OmemoNamespace.Legacy), SignatureLength, out var signature)
            || bundle.Child("prekeys", OmemoNamespace.Legacy) is not { Children.Count: <= MaxPreKeys } preKeys
        )
        {
            return null;
        }

        var read = new OrderedDictionary<uint, OmemoPreKey>();
        foreach (var preKey in preKeys.Elements("preKeyPublic", OmemoNamespace.Legacy))
        {
            if (!OmemoNamespace.TryReadNumber(preKey["preKeyId"], out var id) || !TryReadKey(preKey, KeyLength, out var key))
            {
                return null;
            }

            read.TryAdd(id, new(id, key));
        }

        return new(identity, signedId, signedPublic, signature, [.. read.Values]);
    }

    public static XmppElement Write(OmemoBundle bundle)
    {
        var preKeys = new XmppElement("prekeys", OmemoNamespace.Legacy);
        foreach (var preKey in bundle.PreKeys)
        {
            preKeys.Add(Key("preKeyPublic", preKey.PublicKey, "preKeyId", preKey.Id));
        }

        return new XmppElement("bundle", OmemoNamespace.Legacy)
            .Add(Key("signedPreKeyPublic", bundle.SignedPreKey, "signedPreKeyId", bundle.SignedPreKeyId))
            .Add(Key("signedPreKeySignature", bundle.SignedPreKeySignature))
            .Add(Key("identityKey", bundle.IdentityKey))
            .Add(preKeys);
    }

    private static bool TryReadKey(XmppElement? element, int length, out ReadOnlyMemory<byte> key) =>
        Base64Text.TryDecode(element?.Text, length, length, out key);

    private static XmppElement Key(string name, ReadOnlyMemory<byte> bytes) =>
        new(name, OmemoNamespace.Legacy) { Text = Base64Text.Encode(bytes) };

    private static XmppElement Key(string name, ReadOnlyMemory<byte> bytes, string idAttribute, uint id)
    {
        var element = Key(name, bytes);
        element[idAttribute] = id.ToString(CultureInfo.InvariantCulture);
        return element;
    }
}
