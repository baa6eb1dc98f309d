// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding.Strings;

/// <summary>What CLDR's plural rules ask of a number (UTS 35, part 3, section 5.1): <paramref name="N"/> the absolute value, <paramref name="I"/> its
/// integer digits, <paramref name="V"/> the count of visible fraction digits, <paramref name="F"/> those digits as a number, <paramref name="T"/> the same
/// without trailing zeros.</summary>
internal readonly record struct PluralOperands(decimal N, decimal I, int V, decimal F, decimal T)
{
    public static PluralOperands Of(decimal number)
    {
        var n = Math.Abs(number);
        var i = decimal.Truncate(n);
        var f = n - i;
        for (var digit = 0; digit < n.Scale; digit++)
        {
            f *= 10;
        }

        var t = f;
        while (t != 0 && t % 10 == 0)
        {
            t /= 10;
        }

        return new(n, i, n.Scale, f, t);
    }
}
