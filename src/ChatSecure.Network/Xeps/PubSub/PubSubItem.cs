// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.PubSub;

/// <summary>An item of a node.</summary>
/// <param name="Id">Its id in the node; empty if the server did not say.</param>
/// <param name="Payload">Its content; null if it has none.</param>
public sealed record PubSubItem(string Id, XmppElement? Payload);
