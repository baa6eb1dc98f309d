// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Xeps.Avatars;

/// <summary>What is told of an avatar (XEP-0084, section 4.2).</summary>
/// <param name="Id">The SHA-1 of its bytes, as 40 lower-case hexadecimal digits: a name, not a proof of anything.</param>
/// <param name="MediaType"><c>image/png</c>, <c>image/jpeg</c> or <c>image/gif</c>.</param>
/// <param name="Size">The number of its bytes.</param>
public sealed record AvatarInfo(string Id, string MediaType, int Size);
