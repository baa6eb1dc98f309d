// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Contacts;

/// <summary>A picture of somebody, as small as such pictures are: at most 512 KiB and 2048 pixels each way, of the kind that it claims to be.</summary>
/// <param name="Id">Its id, which changes with it.</param>
/// <param name="MediaType">Its media type: PNG, JPEG, GIF or WebP.</param>
/// <param name="Content">The image.</param>
public sealed record ContactAvatar(string Id, string MediaType, ReadOnlyMemory<byte> Content);
