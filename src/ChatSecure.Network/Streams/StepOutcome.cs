// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Streams;

/// <summary>What a step of the negotiation leads to.</summary>
internal enum StepOutcome
{
    /// <summary>The next step may follow.</summary>
    Continue,

    /// <summary>The stream is opened anew, with new features.</summary>
    Restart,

    /// <summary>Stanzas may be sent.</summary>
    Ready,
}
