// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network;

/// <summary>What the account's server learns of this installation at login (XEP-0388). It shows the owner of the account which devices are connected, and may
/// not tell anyone else. Immutable.</summary>
public sealed record UserAgent
{
    /// <summary>Names this installation, and nothing else: a random UUID (version 4), made once and kept as long as the account lives here. The server ends a
    /// former stream of the same installation, and binds tokens for quick logins (XEP-0484) to it. Default: a new one.</summary>
    public Guid Id { get; init; } = Guid.NewGuid();

    /// <summary>The name of the app; null, the default, for none.</summary>
    public string? Software { get; init; }

    /// <summary>The name of the device, as its owner would know it; null, the default, for none.</summary>
    public string? Device { get; init; }
}
