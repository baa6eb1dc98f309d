// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Styling;

/// <summary>A part of a message that looks the same throughout (XEP-0393).</summary>
/// <param name="Start">Where it starts, in UTF-16 units.</param>
/// <param name="Length">Its length in UTF-16 units, more than 0.</param>
/// <param name="Styles">How it looks.</param>
/// <param name="QuoteDepth">In how many quotations it stands; 0 for none.</param>
/// <param name="IsDirective">Whether it is one of the signs that style the text. They are shown in the same style, but may be fainter, and are not read
/// aloud.</param>
public readonly record struct StyledSpan(int Start, int Length, TextStyles Styles, int QuoteDepth, bool IsDirective);
