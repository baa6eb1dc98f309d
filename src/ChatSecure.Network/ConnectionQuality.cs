// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network;

/// <summary>How well the present connection carries, from what it has to ask the server anyway (XEP-0198, else XEP-0199): measuring costs no traffic. Tells a
/// person why messages take long, and an app when to load less. Immutable.</summary>
/// <param name="RoundTrip">How long the server takes to answer, on this connection and smoothed as in RFC 6298; null before its first answer.</param>
/// <param name="Variation">How much that varies, likewise; null before the first answer.</param>
/// <param name="Waiting">For how long the open question has had no answer; null if none is open. Far above <paramref name="RoundTrip"/>: the connection is
/// probably lost, and will be made anew soon.</param>
/// <param name="Silence">For how long nothing at all has come from the server.</param>
/// <param name="Unacknowledged">How many stanzas were sent that the server has not acknowledged. Where it can't (no XEP-0198), those whose sender waits for
/// that.</param>
public sealed record ConnectionQuality(TimeSpan? RoundTrip, TimeSpan? Variation, TimeSpan? Waiting, TimeSpan Silence, int Unacknowledged);
