// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Network.Routing;

namespace ChatSecure.Network.Modules;

/// <summary>A protocol extension: what it advertises, and the stanzas that it handles. One instance serves one client. Apps may implement it.</summary>
public interface IXmppModule
{
    /// <summary>The features to advertise in service discovery (XEP-0030), such as <c>urn:xmpp:receipts</c>.</summary>
    IReadOnlyList<string> Features { get; }

    /// <summary>Registers the module's handlers. Called once, before the client first connects.</summary>
    /// <param name="session">The session through which the module sends.</param>
    /// <param name="router">Where it registers.</param>
    void Attach(IXmppSession session, StanzaRouter router);
}
