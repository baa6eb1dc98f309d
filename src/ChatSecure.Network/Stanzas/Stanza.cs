// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Stanzas;

/// <summary>A stanza (RFC 6120, section 8): a typed view of its element, which it shares. Not safe for concurrent change.</summary>
public abstract class Stanza
{
    /// <summary>The namespace of stanzas on a client's stream.</summary>
    public const string ClientNamespace = "jabber:client";

    private protected Stanza(XmppElement element, string name)
    {
        if (!element.Is(name, ClientNamespace))
        {
            throw new ArgumentException($"Not a {name} stanza.", nameof(element));
        }

        Element = element;
    }

    /// <summary>The element.</summary>
    public XmppElement Element { get; }

    /// <summary>Who sent it; null if absent (then the server means our own account) or malformed.</summary>
    public Jid? From
    {
        get => ReadJid("from");
        set => Element["from"] = value?.ToString();
    }

    /// <summary>To whom; null if absent or malformed.</summary>
    public Jid? To
    {
        get => ReadJid("to");
        set => Element["to"] = value?.ToString();
    }

    /// <summary>Its id attribute; null if absent.</summary>
    public string? Id
    {
        get => Element["id"];
        set => Element["id"] = value;
    }

    /// <summary>Its type attribute; null if absent.</summary>
    public string? Type
    {
        get => Element["type"];
        set => Element["type"] = value;
    }

    /// <summary>Whether it reports an error.</summary>
    public bool IsError => Type == "error";

    /// <summary>The stanza's kind and type, without content.</summary>
    /// <returns>For instance <c>iq result</c>.</returns>
    public override string ToString() => $"{Element.Name} {Type}";

    private Jid? ReadJid(string attribute) => Jid.TryParse(Element[attribute], out var jid) ? jid : null;
}
