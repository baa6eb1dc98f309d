// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Stores;

/// <summary>A file in the media store.</summary>
/// <param name="Id">Its id, which nobody can guess.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Sha256">The SHA-256 of its content in lower-case hexadecimal.</param>
/// <param name="MediaType">Its media type, if it is known.</param>
/// <param name="ThumbnailId">A smaller picture of it, in the same store.</param>
public sealed record MediaInfo(string Id, long Size, string Sha256, string? MediaType, string? ThumbnailId);
