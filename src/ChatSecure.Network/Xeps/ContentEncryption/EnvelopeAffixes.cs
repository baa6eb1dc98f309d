// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Xeps.ContentEncryption;

/// <summary>What accompanies the content of an envelope (XEP-0420, section 4). Each encryption's profile says which it demands.</summary>
[Flags]
public enum EnvelopeAffixes
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Random padding, against guessing from the length.</summary>
    Padding = 1,

    /// <summary>When it was encrypted, against being sent again later.</summary>
    Time = 2,

    /// <summary>For whom, against being sent on.</summary>
    To = 4,

    /// <summary>By whom, against being passed off as another's.</summary>
    From = 8,
}
