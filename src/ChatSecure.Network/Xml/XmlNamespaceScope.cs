// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;

namespace ChatSecure.Network.Xml;

/// <summary>The namespace declarations in scope, innermost last.</summary>
internal sealed class XmlNamespaceScope(XmlLimits limits, string defaultNamespace)
{
    private const string Xml = "http://www.w3.org/XML/1998/namespace";
    private const string Xmlns = "http://www.w3.org/2000/xmlns/";
    private readonly List<(string Prefix, string Namespace)> _bindings = [];

    /// <summary>How many declarations are in scope.</summary>
    public int Count => _bindings.Count;

    /// <summary>Forgets all declarations but the outermost.</summary>
    /// <param name="count">How many to keep.</param>
    public void Truncate(int count)
    {
        if (_bindings.Count > count)
        {
            _bindings.RemoveRange(count, _bindings.Count - count);
        }
    }

    /// <summary>Adds one.</summary>
    /// <param name="prefix">The prefix; empty for the default namespace.</param>
    /// <param name="ns">The namespace's name.</param>
    /// <param name="length">How long it is on the wire.</param>
    /// <param name="tagStart">The count before the tag, for a tag may not declare a prefix twice.</param>
    public void Declare(ReadOnlySpan<byte> prefix, string ns, int length, int tagStart)
    {
        if (_bindings.Count == limits.MaxNamespaceDeclarations)
        {
            throw XmppXmlException.TooMuch("Too many namespace declarations.");
        }

        if (length > limits.MaxNameBytes)
        {
            throw XmppXmlException.TooMuch("A namespace's name is too long.");
        }

        var name = KnownStrings.Get(prefix);
        var forbidden = name switch
        {
            "xml" => ns != Xml,
            "xmlns" => true,
            "" => ns is Xml or Xmlns,
            _ => ns is "" or Xml or Xmlns,
        };
        if (forbidden)
        {
            throw XmppXmlException.Prefix("A namespace declaration that is not allowed.");
        }

        for (var i = tagStart; i < _bindings.Count; i++)
        {
            if (_bindings[i].Prefix == name)
            {
                throw XmppXmlException.NotWellFormed("A prefix declared twice in one tag.");
            }
        }

        _bindings.Add((name, ns));
    }

    /// <summary>The namespace that a prefix stands for.</summary>
    /// <param name="prefix">The prefix; empty for the default namespace.</param>
    public string Resolve(ReadOnlySpan<byte> prefix) => prefix.IsEmpty ? ResolveDefault() : ResolvePrefix(prefix);

    private string ResolvePrefix(ReadOnlySpan<byte> prefix)
    {
        Span<char> name = stackalloc char[prefix.Length];
        name = name[..Encoding.UTF8.GetChars(prefix, name)];
        for (var i = _bindings.Count - 1; i >= 0; i--)
        {
            if (name.SequenceEqual(_bindings[i].Prefix))
            {
                return _bindings[i].Namespace;
            }
        }

        return name switch
        {
            "xml" => Xml,
            _ => throw XmppXmlException.Prefix("A prefix that is not declared."),
        };
    }

    private string ResolveDefault()
    {
        for (var i = _bindings.Count - 1; i >= 0; i--)
        {
            if (_bindings[i].Prefix.Length == 0)
            {
                return _bindings[i].Namespace;
            }
        }

        return defaultNamespace;
    }
}
