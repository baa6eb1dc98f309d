// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Crypto.Otr.Wire;

/// <summary>The versions that a peer offers, as far as we know them.</summary>
internal readonly record struct Versions(bool Two, bool Three)
{
    /// <summary>The best that both sides have; null if there is none.</summary>
    public OtrVersion? Best(bool allowTwo) =>
        Three ? OtrVersion.Three
        : Two && allowTwo ? OtrVersion.Two
        : null;
}
