// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.Capabilities;

/// <summary>What a presence says of the sender's capabilities (XEP-0115).</summary>
/// <param name="Node">The software, by a URI.</param>
/// <param name="Hash">The hash function.</param>
/// <param name="Version">The hash of its capabilities, in base64.</param>
public sealed record EntityCapabilities(string Node, string Hash, string Version)
{
    /// <summary>The namespace.</summary>
    public const string Namespace = "http://jabber.org/protocol/caps";

    private const int MaxLength = 256;

    /// <summary>Reads the capabilities of a presence.</summary>
    /// <param name="presence">The presence.</param>
    /// <returns>The capabilities; null if there are none, or they are malformed or of the format before version 1.4, which has no hash.</returns>
    public static EntityCapabilities? Read(PresenceStanza presence) =>
        presence.Element.Child("c", Namespace) is { } element
        && element["node"] is { Length: > 0 and <= MaxLength } node
        && element["hash"] is { Length: > 0 and <= MaxLength } hash
        && element["ver"] is { Length: > 0 and <= MaxLength } version
            ? new(node, hash, version)
            : null;

    /// <summary>Writes the capabilities.</summary>
    /// <returns>The <c>c</c> element.</returns>
    public XmppElement ToElement() =>
        new("c", Namespace)
        {
            ["hash"] = Hash,
            ["node"] = Node,
            ["ver"] = Version,
        };
}
