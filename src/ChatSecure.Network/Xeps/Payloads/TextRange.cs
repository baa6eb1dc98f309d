// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Xeps.Payloads;

/// <summary>A part of a text, counted in Unicode code points (XEP-0426).</summary>
/// <param name="Start">The first character of the part; 0 is the first of the text.</param>
/// <param name="End">The first character behind the part.</param>
public readonly record struct TextRange(int Start, int End);
