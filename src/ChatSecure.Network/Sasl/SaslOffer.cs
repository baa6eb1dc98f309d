// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Sasl;

/// <summary>What is known when a mechanism is to be chosen.</summary>
internal sealed record SaslOffer
{
    /// <summary>The mechanisms that the server offers in the profile that will be used, exactly as it named them.</summary>
    public required IReadOnlyCollection<string> Mechanisms { get; init; }

    /// <summary>The channel-binding types that the server announces (XEP-0440); null if it announces none.</summary>
    public IReadOnlyCollection<string>? ChannelBindingTypes { get; init; }

    /// <summary>The channel bindings that the connection has, best first; see <see cref="ChannelBinding.Of"/>.</summary>
    public IReadOnlyList<ChannelBinding> Bindings { get; init; } = [];

    /// <summary>Whether the connection is TLS with a certificate that was verified for the account's domain.</summary>
    public bool IsSecure { get; init; }

    /// <summary>Whether PLAIN may be used where the server offers nothing better. Default true.</summary>
    public bool AllowPlain { get; init; } = true;

    /// <summary>The mechanisms that this account's server has offered or used before, as remembered by the caller.</summary>
    public IReadOnlyCollection<string> PreviouslySeen { get; init; } = [];
}
