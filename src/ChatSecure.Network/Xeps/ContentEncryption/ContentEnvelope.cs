// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network.Xeps.Payloads;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.ContentEncryption;

/// <summary>What is encrypted of a stanza (XEP-0420): elements, and affixes that tie them to their stanza. Written before encryption and read after
/// decryption; an envelope that was not encrypted is nothing. Knows no keys. Immutable.</summary>
public sealed class ContentEnvelope
{
    /// <summary>The namespace.</summary>
    public const string Namespace = "urn:xmpp:sce:1";

    /// <summary>How far the time inside and that of the stanza may lie apart. Stanzas wait: in queues, and on their way to who is offline, whose server then
    /// says when it took them.</summary>
    public static readonly TimeSpan DefaultTolerance = TimeSpan.FromHours(1);

    // The envelope is filled up to this, and then by a random length of up to 200 more.
    private const int MinBytes = 256;
    private const int MaxExtra = 200;
    private const string PaddingAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private ContentEnvelope(IReadOnlyList<XmppElement> content, EnvelopeAffixes affixes, DateTimeOffset? time)
    {
        Content = content;
        Affixes = affixes;
        Time = time;
    }

    /// <summary>The elements. Those that only servers may say (XEP-0420, section 9) are not among them.</summary>
    public IReadOnlyList<XmppElement> Content { get; }

    /// <summary>What the envelope had beside the content.</summary>
    public EnvelopeAffixes Affixes { get; }

    /// <summary>When it was encrypted; null if it does not say.</summary>
    public DateTimeOffset? Time { get; }

    /// <summary>Writes an envelope, with all affixes.</summary>
    /// <param name="content">The elements to encrypt.</param>
    /// <param name="from">Who sends the stanza; the bare address is written.</param>
    /// <param name="to">Who gets the stanza; the bare address is written.</param>
    /// <param name="time">Now.</param>
    /// <returns>UTF-8 bytes, which the caller encrypts and wipes.</returns>
    /// <exception cref="ArgumentException">An element is for servers, and must stand outside.</exception>
    public static byte[] Write(IEnumerable<XmppElement> content, Jid from, Jid to, DateTimeOffset time)
    {
        var inner = new XmppElement("content", Namespace);
        foreach (var element in content)
        {
            if (ServerElements.Contains(element))
            {
                throw new ArgumentException($"'{element.Name}' is for servers and must stand outside of the envelope.", nameof(content));
            }

            inner.Add(element);
        }

        var padding = new XmppElement("rpad", Namespace);
        var envelope = new XmppElement("envelope", Namespace)
            .Add(inner)
            .Add(new XmppElement("time", Namespace) { ["stamp"] = XmppDateTime.Format(time) })
            .Add(new XmppElement("to", Namespace) { ["jid"] = to.Bare.ToString() })
            .Add(new XmppElement("from", Namespace) { ["jid"] = from.Bare.ToString() })
            .Add(padding);
        var missing = Math.Max(0, MinBytes - envelope.ToUtf8().Length);
        padding.Text = RandomNumberGenerator.GetString(PaddingAlphabet, missing + RandomNumberGenerator.GetInt32(MaxExtra + 1));
        return envelope.ToUtf8();
    }

    /// <summary>Reads an envelope and checks it against its stanza. All affixes that it has must be right, and all that the profile demands must be
    /// there.</summary>
    /// <param name="decrypted">The decrypted bytes.</param>
    /// <param name="demanded">What the encryption's profile demands.</param>
    /// <param name="stanza">The stanza around it.</param>
    /// <returns>The envelope.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.Protocol"/>: it is malformed, an affix is missing or does not match. The stanza must not be
    /// shown.</exception>
    public static ContentEnvelope Read(ReadOnlySpan<byte> decrypted, EnvelopeAffixes demanded, EnvelopeContext stanza)
    {
        var envelope = Parse(decrypted);
        var affixes = EnvelopeAffixes.None;
        XmppElement? content = null;
        DateTimeOffset? time = null;
        foreach (var child in envelope.Children.Where(child => child.Namespace == Namespace))
        {
            var affix = child.Name switch
            {
                "rpad" => EnvelopeAffixes.Padding,
                "time" => EnvelopeAffixes.Time,
                "to" => EnvelopeAffixes.To,
                "from" => EnvelopeAffixes.From,
                _ => EnvelopeAffixes.None,
            };
            if ((affixes & affix) != 0 || (child.Name == "content" && content is not null))
            {
                throw Refuse("says the same twice");
            }

            affixes |= affix;
            content = child.Name == "content" ? child : content;
            time = affix == EnvelopeAffixes.Time ? ReadTime(child, stanza) : time;
            if (
                (affix == EnvelopeAffixes.To && ReadJid(child) != stanza.To.Bare)
                || (affix == EnvelopeAffixes.From && ReadJid(child) != stanza.From.Bare)
            )
            {
                throw Refuse("is for or from somebody else");
            }
        }

        if (content is null || (affixes & demanded) != demanded)
        {
            throw Refuse("lacks what must be in it");
        }

        return new([.. content.Children.Where(element => !ServerElements.Contains(element))], affixes, time);
    }

    private static XmppElement Parse(ReadOnlySpan<byte> decrypted)
    {
        try
        {
            // Without a default namespace: a body must say whose it is.
            var envelope = XmppElement.Parse(decrypted, defaultNamespace: string.Empty);
            return envelope.Is("envelope", Namespace) ? envelope : throw Refuse("is none");
        }
        catch (XmppXmlException e)
        {
            throw new ChatSecureException(ErrorKind.Protocol, "What was decrypted is not XML.", e);
        }
    }

    private static DateTimeOffset ReadTime(XmppElement time, EnvelopeContext stanza) =>
        XmppDateTime.TryParse(time["stamp"], out var stamp) && (stamp - stanza.SentAt).Duration() <= stanza.Tolerance
            ? stamp
            : throw Refuse("was encrypted at another time than its stanza was sent");

    // XEP-0420 writes bare addresses in its text and full ones in its examples: the bare part is what is compared.
    private static Jid? ReadJid(XmppElement affix) => Jid.TryParse(affix["jid"], out var jid) ? jid.Bare : null;

    private static ChatSecureException Refuse(string why) => new(ErrorKind.Protocol, $"The encrypted envelope {why}.");
}
