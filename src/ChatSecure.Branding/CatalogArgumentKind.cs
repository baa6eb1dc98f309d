// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding;

/// <summary>What a placeholder takes.</summary>
public enum CatalogArgumentKind
{
    /// <summary>Text for people: a name, an address, a time.</summary>
    Text,

    /// <summary>A number that a plural depends on.</summary>
    Number,

    /// <summary>Yes or no.</summary>
    YesNo,

    /// <summary>One of the words that a select tells apart.</summary>
    Word,
}
