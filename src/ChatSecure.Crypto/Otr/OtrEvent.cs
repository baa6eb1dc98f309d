// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Crypto.Otr;

/// <summary>Something that people or the app should know of: <see cref="OtrSessionStarted"/>, <see cref="OtrSessionEnded"/>, <see cref="OtrKeyRefused"/>,
/// <see cref="OtrSmpChanged"/> or <see cref="OtrExtraKeyOffered"/>.</summary>
public abstract record OtrEvent
{
    private protected OtrEvent(Jid peer) => Peer = peer;

    /// <summary>The address of the client that it is about.</summary>
    public Jid Peer { get; init; }
}
