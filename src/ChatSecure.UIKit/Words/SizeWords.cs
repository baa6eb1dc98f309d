// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;

namespace ChatSecure.UIKit.Words;

/// <summary>Says how large something is.</summary>
internal static class SizeWords
{
    private static readonly string[] _units = ["size.bytes", "size.kilobytes", "size.megabytes", "size.gigabytes"];

    public static string Of(long bytes, Brand brand)
    {
        var (size, unit) = ((double)bytes, 0);
        while (size >= 1000 && unit < _units.Length - 1)
        {
            (size, unit) = (size / 1000, unit + 1);
        }

        return brand.Text(_units[unit], ("size", size.ToString(size < 10 && unit > 0 ? "0.#" : "0", brand.Culture)));
    }
}
