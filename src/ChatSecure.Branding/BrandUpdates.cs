// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding;

/// <summary>Where the app looks for newer versions of itself.</summary>
/// <param name="Channel">The channel, such as <c>stable</c>.</param>
/// <param name="Feed">The feed.</param>
/// <param name="Key">The key that signs what is there: SubjectPublicKeyInfo, ECDSA with P-256.</param>
public sealed record BrandUpdates(string Channel, Uri Feed, ReadOnlyMemory<byte> Key);
