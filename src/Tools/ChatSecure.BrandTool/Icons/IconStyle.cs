// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.BrandTool.Icons;

/// <summary>How a platform wants an icon drawn.</summary>
internal enum IconStyle
{
    /// <summary>The picture alone, over nothing.</summary>
    Plain,

    /// <summary>On the brand's background, without any transparency: what iOS demands.</summary>
    Opaque,

    /// <summary>Opaque, with the picture within the middle 80 %, for platforms that cut shapes out (W3C's maskable icons).</summary>
    Maskable,

    /// <summary>The front of an adaptive icon of Android: the picture within the middle 66 of 108 units, over nothing.</summary>
    Foreground,

    /// <summary>The same, its shape alone in white: themed icons.</summary>
    ForegroundSilhouette,

    /// <summary>The picture's shape alone in white: notifications and trays.</summary>
    Silhouette,
}
