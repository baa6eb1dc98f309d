// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding;

/// <summary>Whom people can turn to, and where things come from. Nothing is ever sent there by itself.</summary>
public sealed record BrandContacts
{
    /// <summary>The address of support; null if there is none.</summary>
    public string? Email { get; init; }

    /// <summary>The page of support; null if there is none.</summary>
    public Uri? Website { get; init; }

    /// <summary>The page for donations; null if the brand asks for none.</summary>
    public Uri? Donations { get; init; }

    /// <summary>Where the source of the app is offered; null if the brand does not say.</summary>
    public Uri? SourceOffer { get; init; }
}
