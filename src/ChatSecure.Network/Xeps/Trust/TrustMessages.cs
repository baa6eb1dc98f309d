// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Immutable;
using ChatSecure.Addressing;
using ChatSecure.Network.Xeps.ContentEncryption;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.Trust;

/// <summary>Trust messages (XEP-0434) as automatic trust management (XEP-0450) uses them, to and from elements of an envelope. They change what is trusted:
/// so anything malformed or contradictory makes the whole message count for nothing. Who may say what is decided by who keeps the trust.</summary>
public static class TrustMessages
{
    /// <summary>The namespace and the feature to advertise.</summary>
    public const string Namespace = "urn:xmpp:tm:1";

    /// <summary>The usage for automatic trust management (XEP-0450).</summary>
    public const string AutomaticTrust = "urn:xmpp:atm:1";

    /// <summary>What an envelope with a trust message must have (XEP-0434, section 5.2.1), and that it says for and from whom.</summary>
    public const EnvelopeAffixes Demanded = EnvelopeAffixes.Padding | EnvelopeAffixes.Time | EnvelopeAffixes.From | EnvelopeAffixes.To;

    /// <summary>The greatest number of owners in one message.</summary>
    public const int MaxOwners = 64;

    /// <summary>The greatest number of keys of one owner.</summary>
    public const int MaxKeys = 256;

    private const int MaxKeyBytes = 128;

    /// <summary>Reads the trust message of an envelope.</summary>
    /// <param name="envelope">The envelope, checked against its stanza.</param>
    /// <param name="encryption">The namespace of the encryption that the envelope came by: keys of another one are not spoken of here.</param>
    /// <returns>The trust message; null if there is none, more than one, or it is malformed, too large, or the envelope lacks an affix.</returns>
    public static TrustMessage? Read(ContentEnvelope envelope, string encryption)
    {
        if (
            (envelope.Affixes & Demanded) != Demanded
            || envelope.Content.Where(element => element.Is("trust-message", Namespace)).Take(2).ToArray() is not [var element]
            || element["usage"] is not { Length: > 0 and <= 256 } usage
            || element["encryption"] != encryption
            || element.Children.Count is 0 or > MaxOwners
        )
        {
            return null;
        }

        var owners = ImmutableArray.CreateBuilder<KeyOwner>();
        foreach (var child in element.Elements("key-owner", Namespace))
        {
            if (ReadOwner(child) is not { } owner || owners.Any(other => other.Owner == owner.Owner))
            {
                return null;
            }

            owners.Add(owner);
        }

        return owners.Count == 0 ? null : new(usage, encryption, owners.ToImmutable());
    }

    /// <summary>Writes a trust message.</summary>
    /// <param name="message">What to say.</param>
    /// <returns>The element, for the content of an envelope and nowhere else.</returns>
    public static XmppElement Write(TrustMessage message)
    {
        var element = new XmppElement("trust-message", Namespace) { ["usage"] = message.Usage, ["encryption"] = message.Encryption };
        foreach (var owner in message.KeyOwners)
        {
            var child = new XmppElement("key-owner", Namespace) { ["jid"] = owner.Owner.Bare.ToString() };
            Add(child, "trust", owner.Trusted);
            Add(child, "distrust", owner.Distrusted);
            element.Add(child);
        }

        return element;
    }

    private static KeyOwner? ReadOwner(XmppElement element)
    {
        if (!Jid.TryParse(element["jid"], out var jid) || !jid.IsBare || element.Children.Count is 0 or > MaxKeys)
        {
            return null;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        var trusted = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>();
        var distrusted = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>();
        foreach (var child in element.Children.Where(child => child.Namespace == Namespace && child.Name is "trust" or "distrust"))
        {
            if (!Base64Text.TryDecode(child.Text, 1, MaxKeyBytes, out var key) || !seen.Add(Convert.ToHexString(key.Span)))
            {
                return null;
            }

            (child.Name == "trust" ? trusted : distrusted).Add(key);
        }

        return seen.Count == 0 ? null : new(jid, trusted.ToImmutable(), distrusted.ToImmutable());
    }

    private static void Add(XmppElement owner, string name, IEnumerable<ReadOnlyMemory<byte>> keys)
    {
        foreach (var key in keys)
        {
            owner.Add(new XmppElement(name, Namespace) { Text = Base64Text.Encode(key) });
        }
    }
}
