// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Xeps.Files;

/// <summary>How the sender wants a file to be shown (XEP-0447).</summary>
public enum FileDisposition
{
    /// <summary>The sender does not say.</summary>
    Unspecified,

    /// <summary>Within the conversation.</summary>
    Inline,

    /// <summary>Offered, and not fetched before a person wants it.</summary>
    Attachment,
}
