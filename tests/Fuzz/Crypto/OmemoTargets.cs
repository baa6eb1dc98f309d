// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Crypto.Media;
using ChatSecure.Crypto.Omemo.State;
using ChatSecure.Crypto.Omemo.Wire;
using ChatSecure.Crypto.Primitives;
using ChatSecure.Crypto.Trust;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Omemo;
using ChatSecure.Network.Xml;

namespace ChatSecure.Fuzz.Crypto;

/// <summary>Readers of what OMEMO devices send and publish, and of our own records.</summary>
internal static class OmemoTargets
{
    private static readonly Omemo2Format Current = new(Curve25519.Managed);

    /// <summary>Ratchet messages and key exchanges. The first byte says in which namespace.</summary>
    public static void Message(ReadOnlySpan<byte> input)
    {
        if (input.IsEmpty)
        {
            return;
        }

        OmemoFormat format = input[0] == 2 ? Current : LegacyFormat.Instance;
        var data = input[1..].ToArray();
        if (format.ReadMessage(data) is { } message)
        {
            Finding.Unless(message.RatchetKey.Length == 32, "A ratchet key has another length.");
            Finding.Unless(message.Mac.Length == format.Profile.MacLength, "A code has another length.");
            var written = format.WriteMessage(message.Authenticated.Span, message.Mac.Span);
            Finding.Unless(
                format.ReadMessage(written) is { } again && again.Counter == message.Counter,
                "A message is not what it is written as."
            );
        }

        if (format.ReadKeyExchange(data) is { } exchange)
        {
            Finding.Unless(exchange.Ephemeral.Length == 32 && exchange.Identity.Montgomery.Length == 32, "A key has another length.");
            Finding.Unless(
                format.ReadKeyExchange(format.WriteKeyExchange(exchange)) is { } again
                    && again.Identity.Is(exchange.Identity)
                    && again.PreKeyId == exchange.PreKeyId
                    && again.Message.Span.SequenceEqual(exchange.Message.Span),
                "A key exchange is not what it is written as."
            );
        }
    }

    /// <summary>Device lists, bundles and encrypted elements.</summary>
    public static void Xml(ReadOnlySpan<byte> input)
    {
        XmppElement element;
        try
        {
            element = XmppElement.Parse(input);
        }
        catch (XmppXmlException)
        {
            return;
        }

        foreach (var dialect in OmemoDialect.All)
        {
            if (DeviceListPayload.Read(element, dialect) is { } list)
            {
                Finding.Unless(
                    list.Count <= DeviceListPayload.MaxDevices && list.All(device => device.Device.IsValid),
                    "A list out of its bounds."
                );
                Finding.Unless(
                    DeviceListPayload.Read(DeviceListPayload.Write(list, dialect), dialect)!.Count == list.Count,
                    "A list is not what it is written as."
                );
            }

            if (BundlePayload.Read(element, dialect) is { } bundle)
            {
                Finding.Unless(bundle.IdentityKey.Length == dialect.KeyLength, "A key has another length.");
                Finding.Unless(
                    BundlePayload.Read(BundlePayload.Write(bundle, dialect), dialect) is not null,
                    "A bundle is not what it is written as."
                );
            }
        }

        if (element.Is("message", "jabber:client") && OmemoPayload.TryRead(new MessageStanza(element), out var envelopes, out _))
        {
            Finding.Unless(
                envelopes.All(envelope => envelope.Sender.IsValid && envelope.Keys.Count <= OmemoPayload.MaxKeys),
                "An envelope out of its bounds."
            );
        }
    }

    /// <summary>Records of the encryption state, which a damaged file may have changed. The first byte says which kind.</summary>
    public static void Record(ReadOnlySpan<byte> input)
    {
        if (input.IsEmpty)
        {
            return;
        }

        try
        {
            var kind = input[0] & 3;
            var written = Rewrite(kind, input[1..].ToArray());
            Finding.Unless(Rewrite(kind, written).AsSpan().SequenceEqual(written), "A record is not what it is written as.");
        }
        catch (ChatSecureException error) when (error.Kind == ErrorKind.StorageDamaged)
        {
            // That is what a damaged record is.
        }
    }

    /// <summary>What people scan and click.</summary>
    public static void Link(ReadOnlySpan<byte> input)
    {
        var text = Encoding.UTF8.GetString(input);
        if (AesGcmUrl.TryParse(text, out var url))
        {
            using (url)
            {
                Finding.Unless(
                    url.Download.Scheme == "https" && url.Download.Fragment.Length == 0,
                    "An address that is not by HTTPS, or with the key."
                );
            }
        }

        if (KeyUri.TryParse(text, out var keys))
        {
            Finding.Unless(keys!.Owner.IsBare && keys.Trusted.Count + keys.Distrusted.Count is > 0 and <= 64, "Keys out of their bounds.");
            if (keys.Trusted.Count > 0 && keys.Trusted.All(entry => entry.Device is not null))
            {
                var written = KeyUri.Write(keys.Owner, [.. keys.Trusted.Select(entry => (entry.Device!.Value, entry.Key))]);
                Finding.Unless(
                    KeyUri.TryParse(written, out var again) && again!.Owner == keys.Owner,
                    "Keys are not what they are written as."
                );
            }
        }
    }

    private static byte[] Rewrite(int kind, byte[] record)
    {
        switch (kind)
        {
            case 0:
                return DeviceRecord.Deserialize(record).Serialize();
            case 1:
                using (var session = OmemoSession.Deserialize(record))
                {
                    return session.Serialize();
                }

            case 2:
                using (var key = OwnKey.Deserialize(record))
                {
                    return key.Serialize();
                }

            default:
                using (var device = OwnDevice.Deserialize(record))
                {
                    return device.Serialize();
                }
        }
    }
}
