// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;

namespace ChatSecure.Clients;

/// <summary>An account to add.</summary>
/// <param name="Settings">The account and how to reach its server.</param>
/// <param name="Password">The password in UTF-8; not kept, the caller zeroes it.</param>
/// <param name="Register">Whether to register the account with the server first (XEP-0077).</param>
public sealed record AddAccountRequest(AccountSettings Settings, ReadOnlyMemory<byte> Password, bool Register = false)
{
    /// <summary>Shows nothing: the request holds a password.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(AddAccountRequest);
}
