// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Modules;

/// <summary>A module that can be switched on within the binding of a resource (XEP-0386), which saves it a request of its own.
/// <see cref="IXmppSession.BoundFeatures"/> tells it when the session starts; where the server does not offer that, the module does its work then.</summary>
public interface IBindFeature
{
    /// <summary>The name under which the server offers it inline, such as <c>urn:xmpp:carbons:2</c>.</summary>
    string Feature { get; }

    /// <summary>What to put into the request to bind.</summary>
    /// <returns>An element of the module's own namespace; null if there is nothing to switch on now.</returns>
    XmppElement? CreateRequest();
}
