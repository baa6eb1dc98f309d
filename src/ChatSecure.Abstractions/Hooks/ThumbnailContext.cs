// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Hooks;

/// <summary>A file to make a small picture of.</summary>
/// <param name="Content">The file, which can seek. The engine closes it.</param>
/// <param name="MediaType">Its media type, by its content or as its sender says; null if it is not known.</param>
/// <param name="MaxBytes">The greatest size of the picture, in bytes.</param>
/// <param name="MaxPixels">Its greatest width and height.</param>
public sealed record ThumbnailContext(Stream Content, string? MediaType, int MaxBytes, int MaxPixels);
