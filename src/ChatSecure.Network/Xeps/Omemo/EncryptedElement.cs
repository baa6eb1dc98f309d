// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Immutable;
using ChatSecure.Addressing;
using ChatSecure.Encryption;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.Omemo;

/// <summary>The encrypted element of each wire format to and from XML.</summary>
internal static class EncryptedElement
{
    // A ratchet message is 100 to 200 bytes.
    private const int MaxKeyData = 4096;

    /// <summary>Reads an encrypted element; null if it is malformed or too large.</summary>
    public static OmemoEnvelope? Read(XmppElement encrypted, OmemoDialect dialect)
    {
        var iv = ReadOnlyMemory<byte>.Empty;
        if (
            encrypted.Child("header", dialect.Namespace) is not { } header
            || !OmemoDialect.TryReadDevice(header["sid"], out var sender)
            || !TryReadPayload(encrypted.Child("payload", dialect.Namespace), dialect, out var payload)
            || (dialect.Kind == EncryptionKind.Omemo && !TryReadIv(header.Child("iv", dialect.Namespace), payload is not null, out iv))
        )
        {
            return null;
        }

        var keys = ImmutableArray.CreateBuilder<OmemoKey>();
        var isRead =
            dialect.Kind == EncryptionKind.Omemo2
                ? header.Elements("keys", dialect.Namespace).Take(OmemoPayload.MaxKeys).All(group => ReadGroup(group, dialect, keys))
                : ReadKeys(header, owner: null, dialect, keys);
        return isRead ? new(dialect.Kind, sender, keys.ToImmutable(), iv, payload) : null;
    }

    public static XmppElement Write(OmemoEnvelope envelope, OmemoDialect dialect)
    {
        var header = new XmppElement("header", dialect.Namespace) { ["sid"] = envelope.Sender.ToString() };
        if (dialect.Kind == EncryptionKind.Omemo2)
        {
            WriteGroups(envelope, dialect, header);
        }
        else
        {
            WriteKeys(envelope.Keys, dialect, header);
            header.Add(new XmppElement("iv", dialect.Namespace) { Text = Base64Text.Encode(envelope.Iv) });
        }

        var encrypted = new XmppElement("encrypted", dialect.Namespace).Add(header);
        if (envelope.Payload is { } payload)
        {
            encrypted.Add(new XmppElement("payload", dialect.Namespace) { Text = Base64Text.Encode(payload) });
        }

        return encrypted;
    }

    // Keys for an address that can't be read are for nobody.
    private static bool ReadGroup(XmppElement group, OmemoDialect dialect, ImmutableArray<OmemoKey>.Builder keys) =>
        !Jid.TryParse(group["jid"], out var owner) || ReadKeys(group, owner.Bare, dialect, keys);

    private static bool ReadKeys(XmppElement parent, Jid? owner, OmemoDialect dialect, ImmutableArray<OmemoKey>.Builder keys)
    {
        if (parent.Children.Count > OmemoPayload.MaxKeys + 1)
        {
            return false;
        }

        foreach (var element in parent.Elements("key", dialect.Namespace))
        {
            if (!OmemoDialect.TryReadDevice(element["rid"], out var device))
            {
                continue;
            }

            if (keys.Count == OmemoPayload.MaxKeys || !Base64Text.TryDecode(element.Text, 1, MaxKeyData, out var data))
            {
                return false;
            }

            keys.Add(new(owner, device, data, element[dialect.KeyExchangeFlag] is "true" or "1"));
        }

        return true;
    }

    // Whether there must be content is decided by the format: the legacy one encrypts an empty text to nothing.
    private static bool TryReadPayload(XmppElement? element, OmemoDialect dialect, out ReadOnlyMemory<byte>? payload)
    {
        payload = null;
        if (element is null)
        {
            return true;
        }

        var min = dialect.Kind == EncryptionKind.Omemo2 ? 1 : 0;
        if (!Base64Text.TryDecode(element.Text, min, OmemoPayload.MaxPayload, out var bytes))
        {
            return false;
        }

        payload = bytes;
        return true;
    }

    // 12 bytes, or 16 from old clients. A message that only moves keys may leave it out.
    private static bool TryReadIv(XmppElement? element, bool isNeeded, out ReadOnlyMemory<byte> iv)
    {
        iv = default;
        return element is null ? !isNeeded : Base64Text.TryDecode(element.Text, 12, 16, out iv) && iv.Length is 12 or 16;
    }

    private static void WriteGroups(OmemoEnvelope envelope, OmemoDialect dialect, XmppElement header)
    {
        foreach (var group in envelope.Keys.GroupBy(key => key.Owner))
        {
            var owner = group.Key ?? throw new ArgumentException("A key of this wire format names its owner.", nameof(envelope));
            var keys = new XmppElement("keys", dialect.Namespace) { ["jid"] = owner.Bare.ToString() };
            WriteKeys(group, dialect, keys);
            header.Add(keys);
        }
    }

    private static void WriteKeys(IEnumerable<OmemoKey> keys, OmemoDialect dialect, XmppElement parent)
    {
        foreach (var key in keys)
        {
            parent.Add(
                new XmppElement("key", dialect.Namespace)
                {
                    ["rid"] = key.Device.ToString(),
                    [dialect.KeyExchangeFlag] = key.IsKeyExchange ? "true" : null,
                    Text = Base64Text.Encode(key.Data),
                }
            );
        }
    }
}
