// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding;

/// <summary>A server that the brand suggests.</summary>
/// <param name="Domain">Its domain, prepared as in an address.</param>
/// <param name="Name">What to call it; the domain if the brand gives no name.</param>
/// <param name="Region">Where it stands, such as <c>EU</c>; null if the brand does not say.</param>
public sealed record BrandServer(string Domain, string Name, string? Region = null)
{
    /// <summary>How people get an account there.</summary>
    public SignupPolicy Signup { get; init; }

    /// <summary>Where it is reached through Tor: a host that ends in <c>.onion</c>; null if nowhere.</summary>
    public string? Onion { get; init; }

    /// <summary>The public keys that it has and will have, each <c>sha256/</c> and the base64 of the SHA-256 of its SubjectPublicKeyInfo: none, or at least
    /// two, so that a lost key does not lock everybody out. They hold beside the check of the certificate.</summary>
    public IReadOnlyList<string> Pins { get; init; } = [];

    /// <summary>Whether two are the same in everything.</summary>
    /// <param name="other">The other.</param>
    /// <returns>True if they are.</returns>
    public bool Equals(BrandServer? other) =>
        other is not null
        && (Domain, Name, Region, Signup, Onion) == (other.Domain, other.Name, other.Region, other.Signup, other.Onion)
        && Pins.SequenceEqual(other.Pins, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Domain, Name, Region, Signup, Onion, Pins.Count);
}
