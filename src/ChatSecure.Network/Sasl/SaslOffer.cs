// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Sasl;

/// <summary>What is known when a mechanism is to be chosen.</summary>
internal sealed record SaslOffer
{
    private const string Plus = "-PLUS";

    /// <summary>The mechanisms that the server offers in the profile that will be used, exactly as it named them.</summary>
    public required IReadOnlyCollection<string> Mechanisms { get; init; }

    /// <summary>The channel-binding types that the server announces (XEP-0440); null if it announces none.</summary>
    public IReadOnlyCollection<string>? ChannelBindingTypes { get; init; }

    /// <summary>The channel bindings that the connection has, best first; see <see cref="ChannelBinding.Of"/>.</summary>
    public IReadOnlyList<ChannelBinding> Bindings { get; init; } = [];

    /// <summary>Whether the connection is TLS with a certificate that was verified for the account's domain.</summary>
    public bool IsSecure { get; init; }

    /// <summary>The version of TLS as XEP-0515 writes it, such as <c>0304</c>; null if not known.</summary>
    public string? TlsVersion { get; init; }

    /// <summary>Whether the profile is SASL2 (XEP-0388).</summary>
    public bool IsSasl2 { get; init; }

    /// <summary>Whether PLAIN may be used where the server offers nothing better. Default true.</summary>
    public bool AllowPlain { get; init; } = true;

    /// <summary>Whether the owner of the account wants the offer proven where the login is not bound. Default false.</summary>
    public bool RequireProof { get; init; }

    /// <summary>What this account's server has shown before.</summary>
    public LoginHistory History { get; init; } = LoginHistory.None;

    /// <summary>Whether any mechanism with channel binding is offered, known to us or not.</summary>
    public bool OffersPlus => Mechanisms.Any(name => name.EndsWith(Plus, StringComparison.Ordinal));

    /// <summary>The best channel binding that both sides have; null for none.</summary>
    public ChannelBinding? SharedBinding =>
        Bindings.FirstOrDefault(binding => ChannelBindingTypes is null || ChannelBindingTypes.Contains(binding.Type));

    /// <summary>The strongest mechanism with channel binding that can be used; null if there is none.</summary>
    public ScramKind? BoundKind =>
        SharedBinding is null ? null : ScramKind.All.FirstOrDefault(kind => Mechanisms.Contains(kind.Name + Plus));
}
