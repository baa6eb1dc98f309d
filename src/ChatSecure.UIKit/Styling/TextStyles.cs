// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Styling;

/// <summary>How a part of a message looks (XEP-0393). Several may hold at once.</summary>
[Flags]
public enum TextStyles
{
    /// <summary>Like any text.</summary>
    None = 0,

    /// <summary>Heavier, between <c>*</c>.</summary>
    Strong = 1,

    /// <summary>In italics, between <c>_</c>.</summary>
    Emphasis = 2,

    /// <summary>With a line through it, between <c>~</c>.</summary>
    Strikethrough = 4,

    /// <summary>In letters of one width within a line, between <c>`</c>.</summary>
    Code = 8,

    /// <summary>In letters of one width, whole lines between <c>```</c>.</summary>
    CodeBlock = 16,
}
