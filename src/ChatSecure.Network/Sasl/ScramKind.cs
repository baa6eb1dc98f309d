// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;

namespace ChatSecure.Network.Sasl;

/// <summary>A SCRAM mechanism by its hash.</summary>
/// <param name="Name">Its registered name, without <c>-PLUS</c>.</param>
/// <param name="Hash">Its hash.</param>
internal sealed record ScramKind(string Name, HashAlgorithmName Hash)
{
    /// <summary>All, strongest first.</summary>
    public static IReadOnlyList<ScramKind> All { get; } =
    [
        new("SCRAM-SHA-512", HashAlgorithmName.SHA512),
        new("SCRAM-SHA-256", HashAlgorithmName.SHA256),
        new("SCRAM-SHA-1", HashAlgorithmName.SHA1),
    ];
}
