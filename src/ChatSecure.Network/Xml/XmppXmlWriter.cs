// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers;

namespace ChatSecure.Network.Xml;

/// <summary>Writes elements as UTF-8 XML. A namespace is declared only where it differs from that around it; nothing reaches the output unless all of it
/// can be written. Stateless and safe for concurrent use on different outputs.</summary>
public static class XmppXmlWriter
{
    // Ours are a dozen levels deep; a tree that contains itself must not end in a stack overflow.
    private const int MaxDepth = 256;

    /// <summary>Writes an element and all within it.</summary>
    /// <param name="output">Receives whole elements only.</param>
    /// <param name="element">The element.</param>
    /// <param name="contextNamespace">The default namespace where it is written: <c>jabber:client</c> on a client's stream, empty where there is none.</param>
    /// <exception cref="Errors.ChatSecureException">The tree holds a name or a character that XML does not allow, or is deeper than 256 levels
    /// (<see cref="Errors.ErrorKind.InvalidInput"/>). Nothing was written.</exception>
    public static void Write(IBufferWriter<byte> output, XmppElement element, string contextNamespace)
    {
        using var buffer = new XmlBuffer();
        AppendElement(buffer, element, contextNamespace, MaxDepth);
        output.Write(buffer.Written);
    }

    internal static byte[] ToUtf8(XmppElement element)
    {
        using var buffer = new XmlBuffer();
        AppendElement(buffer, element, context: null, MaxDepth);
        return buffer.Written.ToArray();
    }

    /// <summary>Writes an XML declaration and the start tag of a client's stream.</summary>
    /// <param name="output">Receives the whole header.</param>
    /// <param name="to">The domain that is spoken to; null to leave it out.</param>
    /// <param name="from">Who speaks; null to leave it out, as before the stream is encrypted (RFC 6120, section 4.7.1).</param>
    /// <param name="language">The default language of text on the stream; null to leave it out.</param>
    /// <param name="version">The version of XMPP.</param>
    /// <param name="id">The stream's id, which only a server gives.</param>
    /// <exception cref="Errors.ChatSecureException">A value holds a character that XML does not allow (<see cref="Errors.ErrorKind.InvalidInput"/>).</exception>
    public static void WriteStreamHeader(
        IBufferWriter<byte> output,
        string? to,
        string? from = null,
        string? language = "en",
        string version = "1.0",
        string? id = null
    )
    {
        using var buffer = new XmlBuffer();
        buffer.Append("<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'"u8);
        AppendOptional(buffer, "to"u8, to);
        AppendOptional(buffer, "from"u8, from);
        AppendOptional(buffer, "id"u8, id);
        AppendOptional(buffer, "version"u8, version);
        AppendOptional(buffer, "xml:lang"u8, language);
        buffer.Append(">"u8);
        output.Write(buffer.Written);
    }

    /// <summary>Writes the stream's end tag.</summary>
    /// <param name="output">Receives it.</param>
    public static void WriteStreamFooter(IBufferWriter<byte> output) => output.Write("</stream:stream>"u8);

    private static void AppendElement(XmlBuffer buffer, XmppElement element, string? context, int levels)
    {
        if (levels == 0)
        {
            throw XmlBuffer.Refuse("Elements are nested too deeply to be written.");
        }

        // The stream's own elements keep the prefix that its header declares, for peers that know them by it. It is declared all the same,
        // so that the element stands for itself; their children are still in the namespace around.
        var isStream = element.Namespace == XmppStreamReader.StreamNamespace && context != XmppStreamReader.StreamNamespace;
        buffer.Append("<"u8);
        AppendName(buffer, element, isStream);
        if (isStream)
        {
            buffer.AppendAttribute("xmlns:stream"u8, element.Namespace);
        }
        else if (element.Namespace != context)
        {
            context = element.Namespace;
            buffer.AppendAttribute("xmlns"u8, context);
        }

        foreach (var (name, value) in XmppElement.Span(element.Attributes))
        {
            buffer.AppendAttribute(name, value);
        }

        var children = XmppElement.Span(element.Children);
        if (children.IsEmpty && element.Text.Length == 0)
        {
            buffer.Append("/>"u8);
            return;
        }

        buffer.Append(">"u8);
        buffer.AppendText(element.Text);
        foreach (var child in children)
        {
            AppendElement(buffer, child, context, levels - 1);
        }

        buffer.Append("</"u8);
        AppendName(buffer, element, isStream);
        buffer.Append(">"u8);
    }

    private static void AppendName(XmlBuffer buffer, XmppElement element, bool isStream)
    {
        if (isStream)
        {
            buffer.Append("stream:"u8);
        }

        buffer.AppendName(element.Name);
    }

    private static void AppendOptional(XmlBuffer buffer, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            buffer.AppendAttribute(name, value);
        }
    }
}
