// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Network.Xml;
using CsCheck;

namespace ChatSecure.Network.Tests.Xml;

/// <summary>Generators of trees, of XML text and of damage to it.</summary>
internal static class XmlGen
{
    private static readonly Gen<string> Name = Gen.OneOf("a", "b", "body", "message", "x-1", "_", "\u00E9t\u00E9", "stream", "query");
    private static readonly Gen<string> Namespace = Gen.OneOf("jabber:client", "", "urn:x", "urn:y&z", XmppStreamReader.StreamNamespace);

    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.OneOf("", " ", "\t\r\n", "]]>", "<&>\"'", "\uD83D\uDE00", "\uFFFD\u0085"),
        Gen.Char['\u0020', '\u02FF'].Array[0, 12].Select(chars => new string(chars))
    );

    /// <summary>Trees of any shape that XML can express.</summary>
    public static Gen<XmppElement> Element { get; } = Tree(3);

    /// <summary>Documents as text: mostly well-formed, with everything a writer may choose freely.</summary>
    public static Gen<string> Document { get; } = Node(3);

    /// <summary>Documents with up to three damages, as bytes. The first bytes stay, by which a reader would guess an encoding.</summary>
    public static Gen<byte[]> DamagedDocument { get; } =
        Gen.Select(Document, Gen.Select(Gen.Int[0, 1000], Gen.Int[0, 4], Damage()).Array[0, 3])
            .Select(
                (document, damages) =>
                {
                    var bytes = StreamText.Utf8("<rt>" + document + "</rt>").ToList();
                    foreach (var (place, removed, inserted) in damages)
                    {
                        var at = 4 + (place % (bytes.Count - 4));
                        bytes.RemoveRange(at, Math.Min(removed, bytes.Count - at));
                        bytes.InsertRange(at, inserted);
                    }

                    return bytes.ToArray();
                }
            );

    private static Gen<XmppElement> Tree(int levels) =>
        Gen.Select(
            Name,
            Namespace,
            Gen.Dictionary(Gen.OneOf(Name, Gen.Const("xml:lang")), Text)[0, 3],
            Text,
            levels == 0 ? Gen.Const(Array.Empty<XmppElement>()) : Tree(levels - 1).Array[0, 3],
            (name, ns, attributes, text, children) =>
            {
                var element = new XmppElement(name, ns) { Text = text };
                foreach (var (key, value) in attributes)
                {
                    element[key] = value;
                }

                return children.Aggregate(element, (parent, child) => parent.Add(child));
            }
        );

    private static Gen<string> Node(int levels)
    {
        var name = Gen.OneOf("a", "b", "p:a", "q:b", "xml-x");
        var attribute = Gen.OneOf(
            " b='1'",
            " c = \"x\ty\r\nz&#10;\"",
            " xml:lang='en'",
            " xmlns='urn:1'",
            " xmlns=''",
            " xmlns:p='urn:p'",
            " xmlns:q=\"urn:p\"",
            " p:b='1'",
            " q:b='2'",
            " d='&lt;&gt;&apos;'",
            " e=\"'\"",
            "\r\nf='\u00E9'"
        );
        var text = Gen.OneOf("", "x", "\r\n", "\r", "&amp;", "&#x1F600;", "<![CDATA[<&]]>", "<![CDATA[]]]]>", " ", "\u20AC", "]]", "&#13;");
        var content = levels == 0 ? text : Gen.OneOf(text, Node(levels - 1));
        return Gen.Select(
            name,
            attribute.Array[0, 3],
            content.Array[0, 3],
            Gen.Bool,
            (n, attributes, parts, pad) =>
                $"<{n} xmlns:p='urn:p' {(Array.IndexOf(attributes, " xmlns:q=\"urn:p\"") < 0 ? "xmlns:q='urn:q'" : "")}{string.Concat(attributes.Where(a => a != " xmlns:p='urn:p'").Distinct())}"
                + (parts.Length == 0 ? "/>" : $">{string.Concat(parts)}</{n}{(pad ? " \n" : "")}>")
        );
    }

    private static Gen<byte[]> Damage() =>
        Gen.OneOf(
            Gen.OneOf(
                    "<",
                    ">",
                    "/>",
                    "</",
                    "</a>",
                    "<a>",
                    "&",
                    "&#",
                    "&#x",
                    ";",
                    "&lt;",
                    "&#0;",
                    "&#xFFFF;",
                    "&nbsp;",
                    "]]>",
                    "<![CDATA[",
                    "\"",
                    "'",
                    "=",
                    " ",
                    ":",
                    "p:",
                    "z:",
                    "xmlns:z='urn:z'",
                    " xmlns:p=''",
                    " b='1'",
                    " xmlns='urn:2'",
                    "\0",
                    "\u0001",
                    "\uFFFE",
                    "\r",
                    "\u00E9",
                    "-",
                    "1",
                    ".",
                    "xml:",
                    "xmlns:"
                )
                .Select(StreamText.Utf8),
            // Other characters in names would only show that System.Xml still follows the fourth edition of XML 1.0 there.
            Gen.Byte[0, 127].Array[0, 3],
            Gen.OneOf<byte[]>([0x80], [0xFF], [0xC0, 0xBC], [0xE0, 0x80, 0xBC], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80])
        );
}
