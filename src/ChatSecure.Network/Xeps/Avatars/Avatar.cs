// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Xeps.Avatars;

/// <summary>An avatar whose bytes are those that its id names, and whose header says that it is an image within the bounds.</summary>
/// <param name="Id">The SHA-1 of its bytes, as 40 lower-case hexadecimal digits.</param>
/// <param name="MediaType">What its bytes are: <c>image/png</c>, <c>image/jpeg</c> or <c>image/gif</c>.</param>
/// <param name="Width">The width in pixels, at most <see cref="AvatarModule.MaxPixels"/>.</param>
/// <param name="Height">The height in pixels, at most <see cref="AvatarModule.MaxPixels"/>.</param>
/// <param name="Bytes">The image, not decoded.</param>
public sealed record Avatar(string Id, string MediaType, int Width, int Height, ReadOnlyMemory<byte> Bytes);
