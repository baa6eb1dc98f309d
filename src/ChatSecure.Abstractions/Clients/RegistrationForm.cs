// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Clients;

/// <summary>What a server wants to know of who registers, beside a name and a password (XEP-0077, XEP-0158): to be shown to a person. All of it is the server's
/// words.</summary>
/// <param name="Title">Its title; null for none.</param>
/// <param name="Instructions">What to do; empty for nothing.</param>
/// <param name="Fields">What to fill in, in this order.</param>
public sealed record RegistrationForm(string? Title, string Instructions, IReadOnlyList<RegistrationField> Fields);
