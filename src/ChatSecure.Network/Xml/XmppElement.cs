// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Xml;

/// <summary>An XML element of a stream: a name in a namespace, attributes, child elements and text. Text between child elements is kept, joined, in
/// <see cref="Text"/>; its place among them is not. Not safe for concurrent change.</summary>
public sealed class XmppElement
{
    private List<KeyValuePair<string, string>>? _attributes;
    private List<XmppElement>? _children;

    /// <summary>Creates an element.</summary>
    /// <param name="name">Its local name.</param>
    /// <param name="ns">Its namespace; empty for none.</param>
    public XmppElement(string name, string ns)
    {
        Name = name;
        Namespace = ns;
    }

    /// <summary>Its local name.</summary>
    public string Name { get; }

    /// <summary>Its namespace; empty for none.</summary>
    public string Namespace { get; }

    /// <summary>Its character data.</summary>
    public string Text { get; set; } = string.Empty;

    /// <summary>Its attributes. Names are as on the wire for attributes without a namespace and <c>xml:lang</c> for that one.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Attributes => _attributes ?? (IReadOnlyList<KeyValuePair<string, string>>)[];

    /// <summary>Its child elements, in document order.</summary>
    public IReadOnlyList<XmppElement> Children => _children ?? (IReadOnlyList<XmppElement>)[];

    /// <summary>An attribute's value; null if it is absent, and setting null removes it.</summary>
    /// <param name="attribute">The attribute's name.</param>
    public string? this[string attribute]
    {
        get
        {
            if (_attributes is not null)
            {
                foreach (var (name, value) in _attributes)
                {
                    if (name == attribute)
                    {
                        return value;
                    }
                }
            }

            return null;
        }
        set
        {
            _attributes?.RemoveAll(pair => pair.Key == attribute);
            if (value is not null)
            {
                (_attributes ??= new(4)).Add(new(attribute, value));
            }
        }
    }

    /// <summary>Adds a child at the end.</summary>
    /// <param name="child">The child.</param>
    /// <returns>This element.</returns>
    public XmppElement Add(XmppElement child)
    {
        (_children ??= new(4)).Add(child);
        return this;
    }

    /// <summary>Removes a child; nothing happens if it is not one.</summary>
    /// <param name="child">The child.</param>
    public void Remove(XmppElement child) => _children?.Remove(child);

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
        if (_children is not null)
        {
            foreach (var child in _children)
            {
                if (child.Is(name, ns))
                {
                    return child;
                }
            }
        }

        return null;
    }

    /// <summary>All children with that name and namespace, in document order.</summary>
    /// <param name="name">The local name.</param>
    /// <param name="ns">The namespace.</param>
    /// <returns>The children.</returns>
    public IEnumerable<XmppElement> Elements(string name, string ns) => Children.Where(child => child.Is(name, ns));

    /// <summary>The element's name, without content.</summary>
    /// <returns>The local name.</returns>
    public override string ToString() => Name;
}
