// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using System.Text;
using ChatSecure.Addressing;

namespace ChatSecure.UIKit.Colors;

/// <summary>Colours for names and addresses that are the same in all clients (XEP-0392). They help to tell people apart and prove nothing: many names have one
/// colour. The user shall be able to turn them off.</summary>
public static class ConsistentColor
{
    /// <summary>The hue of a text.</summary>
    /// <param name="text">The text, such as a nickname.</param>
    /// <returns>The angle in degrees, from 0 to below 360.</returns>
    public static double GetHue(string text)
    {
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        SHA1.HashData(Encoding.UTF8.GetBytes(text), hash);
        return (hash[0] | (hash[1] << 8)) / 65536.0 * 360;
    }

    /// <summary>The hue of an address.</summary>
    /// <param name="address">The address, which is prepared as for comparing.</param>
    /// <returns>The angle in degrees, from 0 to below 360.</returns>
    public static double GetHue(Jid address) => GetHue(address.ToString());

    /// <summary>The colour of a hue. Let the lightness contrast with what is behind the text.</summary>
    /// <param name="hue">The angle in degrees.</param>
    /// <param name="saturation">The saturation in percent.</param>
    /// <param name="lightness">The lightness in percent; all colours of one lightness look equally bright.</param>
    /// <returns>The colour.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A percentage is none.</exception>
    public static RgbColor GetColor(double hue, double saturation = 100, double lightness = 50)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(saturation);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(saturation, 100);
        ArgumentOutOfRangeException.ThrowIfNegative(lightness);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lightness, 100);
        return Hsluv.ToRgb(hue, saturation, lightness);
    }
}
