// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Crypto.Otr;

/// <summary>What a text is to OTR, at first sight.</summary>
public enum OtrTextKind
{
    /// <summary>A text like any other.</summary>
    Plain,

    /// <summary>A text that offers OTR in its white space.</summary>
    Tagged,

    /// <summary>A query, an error or a message of a key exchange, or a fragment. Not for people.</summary>
    Control,

    /// <summary>An encrypted text.</summary>
    Data,
}
