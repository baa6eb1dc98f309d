// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Crypto.Otr.Exchange;
using ChatSecure.Crypto.Otr.Messages;
using ChatSecure.Crypto.Otr.Smp;
using ChatSecure.Crypto.Otr.Wire;

namespace ChatSecure.Crypto.Otr.State;

/// <summary>One client of a peer.</summary>
/// <param name="Tag">What tells it from others; 0 in version 2.</param>
/// <param name="Version">The version that it speaks.</param>
/// <param name="Address">Where it is: the address of its last message.</param>
/// <param name="LastHeard">When its last message came.</param>
internal sealed record Instance(uint Tag, OtrVersion Version, Jid Address, DateTimeOffset LastHeard)
{
    public AuthState? Auth { get; init; }

    public OtrSession? Session { get; init; }

    public SmpState? Smp { get; init; }

    /// <summary>Everything in it that is to be zeroed when it is gone.</summary>
    public IEnumerable<IDisposable> Secrets =>
        [.. Auth?.Secrets ?? [], .. Smp?.Secrets ?? [], .. Session is null ? [] : DataRatchet.Secrets(Session)];

    /// <summary>When we last sent it a data message.</summary>
    public DateTimeOffset LastSent { get; init; }
}
