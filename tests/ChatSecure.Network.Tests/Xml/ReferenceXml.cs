// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Xml;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Tests.Xml;

/// <summary>What System.Xml makes of an element, in the form of <see cref="StreamText.Describe"/>.</summary>
internal static class ReferenceXml
{
    /// <summary>Reads one element.</summary>
    /// <returns>Its canonical form; null if it is none, or has what RFC 6120 forbids.</returns>
    public static string? Read(byte[] xml)
    {
        try
        {
            using var reader = XmlReader.Create(
                new MemoryStream(xml),
                new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, CloseInput = true }
            );
            XmppElement? root = null;
            var open = new Stack<XmppElement>();
            while (reader.Read())
            {
                switch (reader.NodeType)
                {
                    case XmlNodeType.Element when reader.Prefix == "xmlns":
                        return null; // which System.Xml allows but Namespaces in XML 1.0 (section 3) forbids
                    case XmlNodeType.Element:
                        var isEmpty = reader.IsEmptyElement;
                        var element = ReadElement(reader);
                        root ??= element;
                        if (open.TryPeek(out var parent))
                        {
                            parent.Add(element);
                        }

                        if (!isEmpty)
                        {
                            open.Push(element);
                        }

                        break;
                    case XmlNodeType.EndElement:
                        open.Pop();
                        break;
                    case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace:
                        if (open.TryPeek(out var inner))
                        {
                            inner.Text += reader.Value;
                        }

                        break;
                    default:
                        return null; // comments and processing instructions, which RFC 6120 forbids
                }
            }

            return StreamText.Describe(root!);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static XmppElement ReadElement(XmlReader reader)
    {
        var element = new XmppElement(reader.LocalName, reader.NamespaceURI);
        while (reader.MoveToNextAttribute())
        {
            if (reader.Prefix.Length == 0 ? reader.Name != "xmlns" : reader.Name == "xml:lang")
            {
                element[reader.Name] = reader.Value;
            }
        }

        // What is kept of attributes with a prefix comes after the others.
        if (reader.MoveToAttribute("about", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"))
        {
            element["rdf:about"] = reader.Value;
        }

        return element;
    }
}
