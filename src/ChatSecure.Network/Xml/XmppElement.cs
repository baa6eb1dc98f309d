// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Runtime.InteropServices;
using ChatSecure.Errors;

namespace ChatSecure.Network.Xml;

/// <summary>An XML element of a stream: a name in a namespace, attributes, child elements and text. Text between child elements is kept, joined, in
/// <see cref="Text"/>; its place among them is not. Not safe for concurrent change.</summary>
public sealed class XmppElement
{
    /// <summary>The attribute <c>about</c> of RDF, whatever its prefix: what a description speaks of. The one attribute in a namespace that protocols here
    /// have.</summary>
    internal const string About = "rdf:about";

    internal const string RdfNamespace = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

    private const int Overhead = 160;

    // The parser sets arrays of the right length, which most elements keep; a change turns them into lists.
    private static readonly KeyValuePair<string, string>[] _noAttributes = [];
    private static readonly XmppElement[] _noChildren = [];
    private IReadOnlyList<KeyValuePair<string, string>> _attributes;
    private IReadOnlyList<XmppElement> _children;

    /// <summary>Creates an element.</summary>
    /// <param name="name">Its local name.</param>
    /// <param name="ns">Its namespace; empty for none.</param>
    public XmppElement(string name, string ns)
        : this(name, ns, _noAttributes) { }

    internal XmppElement(string name, string ns, KeyValuePair<string, string>[] attributes)
    {
        Name = name;
        Namespace = ns;
        Text = string.Empty;
        _attributes = attributes;
        _children = _noChildren;
    }

    /// <summary>Its local name.</summary>
    public string Name { get; }

    /// <summary>Its namespace; empty for none.</summary>
    public string Namespace { get; }

    /// <summary>Its character data.</summary>
    public string Text { get; set; }

    /// <summary>Its attributes: those without a namespace by their names, and <c>xml:lang</c> and <c>rdf:about</c> by those names. Others are checked
    /// when they are read, but not kept: no protocol here uses any.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Attributes => _attributes;

    /// <summary>Its child elements, in document order.</summary>
    public IReadOnlyList<XmppElement> Children => _children;

    /// <summary>An attribute's value; null if it is absent, and setting null removes it.</summary>
    /// <param name="attribute">The attribute's name.</param>
    public string? this[string attribute]
    {
        get
        {
            foreach (var (name, value) in Span(_attributes))
            {
                if (name == attribute)
                {
                    return value;
                }
            }

            return null;
        }
        set
        {
            var attributes = Changeable(ref _attributes);
            var index = attributes.FindIndex(pair => pair.Key == attribute);
            if (value is null)
            {
                attributes.RemoveAll(pair => pair.Key == attribute);
            }
            else if (index < 0)
            {
                attributes.Add(new(attribute, value));
            }
            else
            {
                attributes[index] = new(attribute, value);
            }
        }
    }

    /// <summary>Adds a child at the end.</summary>
    /// <param name="child">The child.</param>
    /// <returns>This element.</returns>
    public XmppElement Add(XmppElement child)
    {
        Changeable(ref _children).Add(child);
        return this;
    }

    /// <summary>Removes a child; nothing happens if it is not one.</summary>
    /// <param name="child">The child.</param>
    public void Remove(XmppElement child) => Changeable(ref _children).Remove(child);

    /// <summary>Whether this element has that name and namespace.</summary>
    /// <param name="name">The local name.</param>
    /// <param name="ns">The namespace.</param>
    /// <returns>Whether both are equal, character by character.</returns>
    public bool Is(string name, string ns) => Name == name && Namespace == ns;

    /// <summary>The first child with that name and namespace.</summary>
    /// <param name="name">The local name.</param>
    /// <param name="ns">The namespace.</param>
    /// <returns>The child; null if there is none.</returns>
    public XmppElement? Child(string name, string ns)
    {
        foreach (var child in Span(_children))
        {
            if (child.Is(name, ns))
            {
                return child;
            }
        }

        return null;
    }

    /// <summary>All children with that name and namespace, in document order.</summary>
    /// <param name="name">The local name.</param>
    /// <param name="ns">The namespace.</param>
    /// <returns>The children.</returns>
    public IEnumerable<XmppElement> Elements(string name, string ns) => Children.Where(child => child.Is(name, ns));

    /// <summary>Parses one element, for instance of a WebSocket frame or of decrypted content. White space around it is allowed, nothing else: no XML
    /// declaration, document type, comment or processing instruction.</summary>
    /// <param name="utf8">Its UTF-8 bytes.</param>
    /// <param name="limits">What to accept; <see cref="XmlLimits.Default"/> if null.</param>
    /// <param name="defaultNamespace">The namespace of elements without a prefix where none is declared.</param>
    /// <returns>The element.</returns>
    /// <exception cref="XmppXmlException">The bytes are not one element that is namespace-well-formed, or exceed a limit.</exception>
    public static XmppElement Parse(ReadOnlySpan<byte> utf8, XmlLimits? limits = null, string defaultNamespace = "jabber:client")
    {
        limits ??= XmlLimits.Default;
        return utf8.Length <= limits.MaxElementBytes
            ? new XmlElementParser(limits, defaultNamespace).Parse(utf8.Trim(XmlChars.WhiteSpace))
            : throw XmppXmlException.TooMuch("The element is too large.");
    }

    /// <summary>The element as XML that stands for itself: its namespace is declared.</summary>
    /// <returns>UTF-8 bytes.</returns>
    /// <exception cref="ChatSecureException">It holds a name or a character that XML does not allow (<see cref="ErrorKind.InvalidInput"/>).</exception>
    public byte[] ToUtf8() => XmppXmlWriter.ToUtf8(this);

    /// <summary>The element's name, without content.</summary>
    /// <returns>The local name.</returns>
    public override string ToString() => Name;

    /// <summary>About what the element and all within it cost in memory, in bytes.</summary>
    internal long Weigh()
    {
        var weight = (long)Overhead + 2L * Text.Length;
        foreach (var (name, value) in Span(_attributes))
        {
            weight += 2L * (name.Length + value.Length);
        }

        foreach (var child in Span(_children))
        {
            weight += child.Weigh();
        }

        return weight;
    }

    /// <summary>Sets what the parser found between the tags.</summary>
    internal void Fill(string text, ReadOnlySpan<XmppElement> children)
    {
        Text = text;
        if (!children.IsEmpty)
        {
            _children = children.ToArray();
        }
    }

    /// <summary>A list without the cost of its enumerator.</summary>
    internal static ReadOnlySpan<T> Span<T>(IReadOnlyList<T> items) => items is List<T> list ? CollectionsMarshal.AsSpan(list) : (T[])items;

    private static List<T> Changeable<T>(ref IReadOnlyList<T> items)
    {
        if (items is not List<T> list)
        {
            items = list = [.. items];
        }

        return list;
    }
}
