// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Xml;

/// <summary>What the framer found the end of.</summary>
internal enum XmlFrame
{
    /// <summary>Nothing yet: more bytes are needed.</summary>
    Incomplete,

    /// <summary>The XML declaration.</summary>
    Declaration,

    /// <summary>The stream's start tag.</summary>
    Header,

    /// <summary>The start tag of a first-level element that goes on.</summary>
    FirstTag,

    /// <summary>A first-level element.</summary>
    Element,

    /// <summary>The stream's end tag.</summary>
    Close,
}
