// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Xeps.Payloads;

/// <summary>What servers shall do with a message (XEP-0334).</summary>
public enum ProcessingHint
{
    /// <summary>Keep it only until it is delivered.</summary>
    NoPermanentStore,

    /// <summary>Do not keep it at all.</summary>
    NoStore,

    /// <summary>Do not copy it to other devices.</summary>
    NoCopy,

    /// <summary>Keep it, even if it looks unimportant.</summary>
    Store,
}
