// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Accounts;

/// <summary>Whether an account is connected.</summary>
public enum ConnectionState
{
    /// <summary>Not connected, and not trying.</summary>
    Offline,

    /// <summary>Trying, for the first time or again.</summary>
    Connecting,

    /// <summary>Connected, authenticated, secure.</summary>
    Online,

    /// <summary>Given up: a person has to change something (password, certificate, address).</summary>
    Failed,
}
