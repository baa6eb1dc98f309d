// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding;

/// <summary>Why a signed document was not applied.</summary>
public enum BrandRefusal
{
    /// <summary>It was applied.</summary>
    None,

    /// <summary>The brand has no key for such documents.</summary>
    NoKey,

    /// <summary>It is no such document, or too large.</summary>
    Damaged,

    /// <summary>Its signature is not the key's.</summary>
    Signature,

    /// <summary>It is for another brand.</summary>
    OtherBrand,

    /// <summary>Its time is over, or it has none where it needs one.</summary>
    Expired,

    /// <summary>It is older than one that was applied before.</summary>
    Older,

    /// <summary>It sets what it may not, or what makes no sense with this brand.</summary>
    Mistakes,
}
