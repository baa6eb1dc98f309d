// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Encryption;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Payloads;

namespace ChatSecure.Network.Xeps.Omemo;

/// <summary>OMEMO messages (XEP-0384) in message stanzas. One stanza may carry the message in both wire formats, for devices that speak different
/// ones.</summary>
public static class OmemoPayload
{
    /// <summary>The namespace of the legacy wire format's encrypted element.</summary>
    public const string LegacyNamespace = "eu.siacs.conversations.axolotl";

    /// <summary>The namespace of the current wire format's encrypted element.</summary>
    public const string Namespace = "urn:xmpp:omemo:2";

    /// <summary>The greatest number of keys in an encrypted element that is read.</summary>
    public const int MaxKeys = 2000;

    /// <summary>The greatest size of the encrypted content that is read, in bytes.</summary>
    public const int MaxPayload = 256 * 1024;

    /// <summary>What people see whose client can't decrypt.</summary>
    public const string FallbackBody = "This message is encrypted with OMEMO, which the app that you see it in can't read.";

    /// <summary>Reads a message's encrypted elements. Keys for ids that no device may have are skipped.</summary>
    /// <param name="message">The message.</param>
    /// <param name="envelopes">What they hold, <c>urn:xmpp:omemo:2</c> first, at most one for each wire format; empty if there is none that can be
    /// read.</param>
    /// <param name="isMalformed">Whether there are only malformed or too large ones: such a message must not be shown as if it were plain.</param>
    /// <returns>Whether there is one.</returns>
    public static bool TryRead(MessageStanza message, out IReadOnlyList<OmemoEnvelope> envelopes, out bool isMalformed)
    {
        var found = false;
        var read = new List<OmemoEnvelope>();
        foreach (var dialect in OmemoDialect.All)
        {
            var elements = message.Element.Elements("encrypted", dialect.Namespace).Take(2).ToArray();
            found |= elements.Length > 0;
            if (elements is [var element] && EncryptedElement.Read(element, dialect) is { } envelope)
            {
                read.Add(envelope);
            }
        }

        envelopes = read;
        isMalformed = found && read.Count == 0;
        return read.Count > 0;
    }

    /// <summary>Writes envelopes into a message, with what says how it is encrypted (XEP-0380) and the hint to keep it (XEP-0334). Content that is in the
    /// legacy format alone also gets the text for who can't decrypt it; beside <c>urn:xmpp:omemo:2</c> no body may stand.</summary>
    /// <param name="message">The message; its body goes.</param>
    /// <param name="envelopes">The envelopes: at least one, each of another wire format.</param>
    /// <exception cref="ArgumentException">There is none, one is not OMEMO, or two are of the same format.</exception>
    public static void Add(MessageStanza message, params IReadOnlyList<OmemoEnvelope> envelopes) => Add(message, FallbackBody, envelopes);

    /// <summary>Writes envelopes into a message, as <see cref="Add(MessageStanza, IReadOnlyList{OmemoEnvelope})"/> does, with a text of the app's own for who
    /// can't decrypt it.</summary>
    /// <param name="message">The message; its body goes.</param>
    /// <param name="fallback">The text. Everybody can read it: it must say nothing of the message or of who writes it.</param>
    /// <param name="envelopes">The envelopes: at least one, each of another wire format.</param>
    /// <exception cref="ArgumentException">There is none, one is not OMEMO, or two are of the same format.</exception>
    public static void Add(MessageStanza message, string fallback, IReadOnlyList<OmemoEnvelope> envelopes)
    {
        if (envelopes.Count == 0 || envelopes.DistinctBy(envelope => envelope.Kind).Count() != envelopes.Count)
        {
            throw new ArgumentException("A message has one envelope for each wire format, and at least one.", nameof(envelopes));
        }

        // Plain text must not stand beside the encrypted one.
        var isLegacyOnly = envelopes.All(envelope => envelope.Kind == EncryptionKind.Omemo);
        message.Body = isLegacyOnly && envelopes[0].Payload is not null ? fallback : null;
        foreach (var envelope in envelopes)
        {
            Write(message, envelope);
        }

        // Who knows neither format is told the one that more clients know.
        var isLegacy = envelopes.Any(envelope => envelope.Kind == EncryptionKind.Omemo);
        message.SetEncryption(isLegacy ? LegacyNamespace : Namespace, "OMEMO");
        message.AddHint(ProcessingHint.Store);
    }

    /// <summary>Writes an envelope that has nothing for people to read, such as a receipt: without the method's name (XEP-0380), which would make clients that
    /// can't decrypt it speak of a message.</summary>
    /// <param name="message">The message, with its hints; its body goes.</param>
    /// <param name="envelope">The envelope, in <c>urn:xmpp:omemo:2</c>.</param>
    /// <exception cref="ArgumentException">It is in the legacy format, whose content is always a text.</exception>
    public static void AddSilently(MessageStanza message, OmemoEnvelope envelope)
    {
        if (envelope.Kind != EncryptionKind.Omemo2)
        {
            throw new ArgumentException("The legacy format encrypts texts alone.", nameof(envelope));
        }

        message.Body = null;
        Write(message, envelope);
    }

    private static void Write(MessageStanza message, OmemoEnvelope envelope) =>
        message.Element.Add(EncryptedElement.Write(envelope, OmemoDialect.For(envelope.Kind)));
}
