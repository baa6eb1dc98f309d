// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Branding;

/// <summary>What holds unless a person decides otherwise.</summary>
public sealed record BrandDefaults
{
    /// <summary>The domain that is filled in for new accounts; null if the brand suggests none.</summary>
    public string? DefaultServer { get; init; }

    /// <summary>The servers to choose from, in the order in which to show them; the default one is among them.</summary>
    public IReadOnlyList<BrandServer> Servers { get; init; } = [];

    /// <summary>Whether accounts may be elsewhere.</summary>
    public DomainLock DomainLock { get; init; }

    /// <summary>Servers that will not go on, with where to move. The brand's overlay can name them while the app is in people's hands.</summary>
    public IReadOnlyList<BrandRetiredServer> RetiredServers { get; init; } = [];

    /// <summary>The service on which new groups are made, such as <c>conference.example.org</c>; null for the one that the account's server names.</summary>
    public string? GroupService { get; init; }

    /// <summary>The steps into the app, in this order.</summary>
    public IReadOnlyList<OnboardingStep> OnboardingSteps { get; init; } = [];

    /// <summary>When the app locks itself because its person does nothing in it, and who decides about that. Never, unless the brand or the person says so.</summary>
    public BrandIdleLock IdleLock { get; init; } = new(null);

    /// <summary>The address that a person means who typed a name alone or a whole address.</summary>
    /// <param name="typed">What was typed, such as <c>alice</c> or <c>alice@example.org</c>.</param>
    /// <returns>The bare address, a name alone at <see cref="DefaultServer"/>; null if it is none, or a name alone where the brand suggests no server.</returns>
    public Jid? Complete(string typed)
    {
        ArgumentNullException.ThrowIfNull(typed);
        var text = typed.Trim();
        var whole = text.Contains('@', StringComparison.Ordinal) || DefaultServer is null ? text : $"{text}@{DefaultServer}";
        return Jid.TryParse(whole, out var jid) && jid is { IsBare: true, Local: not null } ? jid : null;
    }

    /// <summary>Whether the brand lets people have an account on a domain.</summary>
    /// <param name="domain">The domain, as typed or prepared.</param>
    /// <returns>False for what is no domain, and for a domain outside of <see cref="Servers"/> if the brand is <see cref="DomainLock.Locked"/>.</returns>
    public bool AllowsDomain(string domain) =>
        Jid.TryParse(domain, out var jid)
        && jid is { IsBare: true, Local: null }
        && (DomainLock != DomainLock.Locked || Servers.Any(server => server.Domain == jid.Domain));
}
