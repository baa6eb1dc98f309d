// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Composer;

/// <summary>A sticker of the brand, ready to show.</summary>
/// <param name="Id">The id of its picture: <c>stickers/PACK/NAME</c>.</param>
/// <param name="Pack">The pack that it belongs to.</param>
/// <param name="Name">What it is called, also for screen readers.</param>
public sealed record StickerRow(string Id, string Pack, string Name);
