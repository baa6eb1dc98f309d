// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Xml;

/// <summary>What an <see cref="XmppStreamItem"/> is.</summary>
public enum XmppStreamItemKind
{
    /// <summary>The transport ended without the stream having been closed: the connection was lost. An element of which only a part came is gone.</summary>
    EndOfInput,

    /// <summary>The stream header.</summary>
    Opened,

    /// <summary>A complete first-level element: a stanza, a stream feature, an error.</summary>
    Element,

    /// <summary>The stream's end tag: the peer sends nothing more.</summary>
    Closed,
}
