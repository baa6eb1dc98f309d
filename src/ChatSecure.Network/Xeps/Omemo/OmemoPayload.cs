// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using ChatSecure.Encryption;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Payloads;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.Omemo;

/// <summary>OMEMO messages (XEP-0384, legacy namespace) in message stanzas.</summary>
public static class OmemoPayload
{
    /// <summary>The namespace of the encrypted element.</summary>
    public const string Namespace = OmemoNamespace.Legacy;

    /// <summary>The greatest number of keys in a message that is read.</summary>
    public const int MaxKeys = 2000;

    /// <summary>The greatest size of the encrypted content that is read, in bytes.</summary>
    public const int MaxPayload = 256 * 1024;

    /// <summary>What people see whose client can't decrypt.</summary>
    public const string FallbackBody = "This message is encrypted with OMEMO, which the app that you see it in can't read.";

    // A ratchet message is 100 to 200 bytes.
    private const int MaxKeyData = 4096;

    /// <summary>Reads a message's encrypted element. Keys for ids that no device may have are skipped.</summary>
    /// <param name="message">The message.</param>
    /// <param name="envelope">What it holds; null if there is none or it is malformed.</param>
    /// <param name="isMalformed">Whether there is one that is malformed or too large: such a message must not be shown as if it were plain.</param>
    /// <returns>Whether it was read.</returns>
    public static bool TryRead(MessageStanza message, [NotNullWhen(true)] out OmemoEnvelope? envelope, out bool isMalformed)
    {
        var elements = message.Element.Elements("encrypted", Namespace).Take(2).ToArray();
        envelope = elements is [var element] ? Read(element) : null;
        isMalformed = elements.Length > 0 && envelope is null;
        return envelope is not null;
    }

    /// <summary>Writes an envelope into a message, with what says how it is encrypted (XEP-0380), the hint to keep it (XEP-0334) and, if it holds content, the
    /// text for who can't decrypt it in place of the body.</summary>
    /// <param name="message">The message.</param>
    /// <param name="envelope">The envelope, of kind <see cref="EncryptionKind.Omemo"/>.</param>
    /// <exception cref="ArgumentException">The envelope is of another kind.</exception>
    public static void Add(MessageStanza message, OmemoEnvelope envelope)
    {
        if (envelope.Kind != EncryptionKind.Omemo)
        {
            throw new ArgumentException("Only the legacy wire format is written here.", nameof(envelope));
        }

        // Plain text must not stand beside the encrypted one.
        message.Body = envelope.Payload is null ? null : FallbackBody;
        message.Element.Add(Write(envelope));
        message.SetEncryption(Namespace, "OMEMO");
        message.AddHint(ProcessingHint.Store);
    }

    private static OmemoEnvelope? Read(XmppElement encrypted)
    {
        if (
            encrypted.Child("header", Namespace) is not { } header
            || header.Children.Count > MaxKeys + 1
            || !OmemoNamespace.TryReadDevice(header["sid"], out var sender)
            || !TryReadPayload(encrypted.Child("payload", Namespace), out var payload)
            || !TryReadIv(header.Child("iv", Namespace), payload is not null, out var iv)
        )
        {
            return null;
        }

        var keys = ImmutableArray.CreateBuilder<OmemoKey>();
        foreach (var element in header.Elements("key", Namespace))
        {
            if (!OmemoNamespace.TryReadDevice(element["rid"], out var device))
            {
                continue;
            }

            if (!Base64Text.TryDecode(element.Text, 1, MaxKeyData, out var data))
            {
                return null;
            }

            keys.Add(new(null, device, data, element["prekey"] is "true" or "1"));
        }

        return keys.Count <= MaxKeys ? new(EncryptionKind.Omemo, sender, keys.ToImmutable(), iv, payload) : null;
    }

    private static bool TryReadPayload(XmppElement? element, out ReadOnlyMemory<byte>? payload)
    {
        payload = null;
        if (element is null)
        {
            return true;
        }

        if (!Base64Text.TryDecode(element.Text, 0, MaxPayload, out var bytes))
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

    private static XmppElement Write(OmemoEnvelope envelope)
    {
        var header = new XmppElement("header", Namespace) { ["sid"] = envelope.Sender.ToString() };
        foreach (var key in envelope.Keys)
        {
            header.Add(
                new XmppElement("key", Namespace)
                {
                    ["rid"] = key.Device.ToString(),
                    ["prekey"] = key.IsKeyExchange ? "true" : null,
                    Text = Base64Text.Encode(key.Data),
                }
            );
        }

        header.Add(new XmppElement("iv", Namespace) { Text = Base64Text.Encode(envelope.Iv) });
        var encrypted = new XmppElement("encrypted", Namespace).Add(header);
        if (envelope.Payload is { } payload)
        {
            encrypted.Add(new XmppElement("payload", Namespace) { Text = Base64Text.Encode(payload) });
        }

        return encrypted;
    }
}
