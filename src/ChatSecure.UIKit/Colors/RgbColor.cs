// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;

namespace ChatSecure.UIKit.Colors;

/// <summary>A colour in sRGB.</summary>
/// <param name="Red">Its red, from 0 to 1.</param>
/// <param name="Green">Its green, from 0 to 1.</param>
/// <param name="Blue">Its blue, from 0 to 1.</param>
public readonly record struct RgbColor(double Red, double Green, double Blue)
{
    /// <summary>The colour as on the Web.</summary>
    /// <returns>For instance <c>#1a2b3c</c>.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"#{Octet(Red):x2}{Octet(Green):x2}{Octet(Blue):x2}");

    private static int Octet(double value) => (int)Math.Round(Math.Clamp(value, 0, 1) * 255);
}
