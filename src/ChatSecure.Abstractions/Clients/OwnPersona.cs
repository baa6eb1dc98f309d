// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Contacts;

namespace ChatSecure.Clients;

/// <summary>How the person shows itself, as <see cref="IPersona"/> last set it on this device.</summary>
public sealed record OwnPersona
{
    /// <summary>What to be called; null for nothing.</summary>
    public string? Nickname { get; init; }

    /// <summary>Whether one wants to be spoken to.</summary>
    public Availability Availability { get; init; } = Availability.Online;

    /// <summary>What is said with it; null for nothing.</summary>
    public string? StatusText { get; init; }
}
