// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Stores;

/// <summary>What a connection wants to find again with the next start: opaque bytes that Network writes and reads. Numbers are stored, so new ones come
/// last.</summary>
public enum ConnectionRecord
{
    /// <summary>What was learned from former logins: mechanisms that must not be fallen behind again.</summary>
    Login,

    /// <summary>The token for the next login (XEP-0484).</summary>
    FastToken,

    /// <summary>The stream that can be resumed (XEP-0198) with what was sent on it and not acknowledged.</summary>
    Resumption,

    /// <summary>The name of this installation of the account: a profile that was restored from a backup is another one.</summary>
    Installation,
}
