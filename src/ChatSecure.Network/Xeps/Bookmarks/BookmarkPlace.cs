// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Xeps.Bookmarks;

/// <summary>Where our server keeps bookmarks so that all clients see the same.</summary>
public enum BookmarkPlace
{
    /// <summary>Each in an item of its own (XEP-0402).</summary>
    Items,

    /// <summary>All in one item (XEP-0048).</summary>
    OneItem,

    /// <summary>All in one element of the private storage (XEP-0048 in its former version, XEP-0049). Nobody is told of changes.</summary>
    PrivateStorage,
}
