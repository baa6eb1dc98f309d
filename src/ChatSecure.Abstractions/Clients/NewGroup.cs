// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Clients;

/// <summary>A group to create.</summary>
public sealed record NewGroup
{
    /// <summary>The room's bare address; null, the default, for one that nobody can guess, at the room service of the account's server.</summary>
    public Jid? Room { get; init; }

    /// <summary>What it is called; null for no name.</summary>
    public string? Name { get; init; }

    /// <summary>Our name in it; null for the local part of the account's address.</summary>
    public string? Nick { get; init; }

    /// <summary>Whether everybody may find and enter it; then nothing in it can be encrypted. By default only members may, who see each other's addresses.</summary>
    public bool IsPublic { get; init; }

    /// <summary>The password to ask of who enters; null for none.</summary>
    public string? Password { get; init; }

    /// <summary>Whom to make members of a private group, and to invite.</summary>
    public IReadOnlyList<Jid> Members { get; init; } = [];

    /// <summary>Shows nothing: it may hold a password.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(NewGroup);
}
