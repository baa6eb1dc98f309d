// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Otr.Exchange;
using ChatSecure.Crypto.Otr.Wire;

namespace ChatSecure.Crypto.Otr.State;

/// <summary>A commitment that we sent to whichever client of a peer takes it up.</summary>
/// <param name="State">The commitment.</param>
/// <param name="Version">The version that it offers.</param>
/// <param name="IsAnswered">Whether a client has taken it up. Others still may, for a while.</param>
internal sealed record Offer(AuthState.AwaitingDhKey State, OtrVersion Version, bool IsAnswered)
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(2);

    public bool IsAlive(DateTimeOffset now) => now - State.Sent < Life && now >= State.Sent - Life;
}
