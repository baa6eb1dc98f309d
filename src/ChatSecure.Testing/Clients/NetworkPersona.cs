// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Contacts;

namespace ChatSecure.Testing.Clients;

/// <summary>How an account shows itself to its contacts.</summary>
internal sealed record NetworkPersona
{
    public string? Nickname { get; init; }

    public byte[]? Picture { get; init; }

    public Availability Availability { get; init; } = Availability.Online;

    public string? StatusText { get; init; }

    public DateTimeOffset? IdleSince { get; init; }

    public ContactAvatar? Avatar => Picture is { } png ? new(Convert.ToHexStringLower(SHA256.HashData(png)), "image/png", png) : null;
}
