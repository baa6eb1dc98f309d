// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Testing.Clients;

/// <summary>What one side of a private conversation tells the other.</summary>
internal enum OtrSignal
{
    Start,
    Accept,
    End,

    /// <summary>Asks for a secret, with a question or without.</summary>
    Ask,

    /// <summary>Gives a secret back, to be compared.</summary>
    Answer,

    /// <summary>They were equal.</summary>
    Equal,
    Different,
    GiveUp,
}
