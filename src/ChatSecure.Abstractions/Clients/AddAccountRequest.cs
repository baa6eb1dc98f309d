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
    /// <summary>The token of an invitation to register (XEP-0445), from <see cref="ChatLink.Token"/>; null for none.</summary>
    public string? InvitationToken { get; init; }

    /// <summary>Asked when the server wants to know more of who registers, such as what a picture shows: shows the form to a person within the time that one
    /// attempt to connect has, and answers by the names of fields, or null to give up. Null, the default: such an account can't be registered.</summary>
    public Func<RegistrationForm, CancellationToken, ValueTask<IReadOnlyDictionary<string, string>?>>? FillForm { get; init; }

    /// <summary>Shows nothing: the request holds a password.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(AddAccountRequest);
}
