// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Xeps.ExternalServices;

/// <summary>A service outside of XMPP that our server knows (XEP-0215), such as a TURN relay.</summary>
public sealed record ExternalService
{
    /// <summary>What it is, such as <c>stun</c>, <c>stuns</c>, <c>turn</c> or <c>turns</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Its host name or IP address, at most 255 characters.</summary>
    public required string Host { get; init; }

    /// <summary>Its port; null for the type's default.</summary>
    public int? Port { get; init; }

    /// <summary><c>udp</c> or <c>tcp</c>; null if not said.</summary>
    public string? Transport { get; init; }

    /// <summary>The user name to log in with; null for none.</summary>
    public string? UserName { get; init; }

    /// <summary>The password to log in with; null for none.</summary>
    public string? Password { get; init; }

    /// <summary>When the login ends; null if it does not, or there is none.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Whether a login is needed, which <see cref="ExternalServicesModule.FetchCredentialsAsync"/> gets if it is not here.</summary>
    public bool IsRestricted { get; init; }

    /// <summary>Shows nothing of the login.</summary>
    /// <returns>The service's type.</returns>
    public override string ToString() => Type;
}
