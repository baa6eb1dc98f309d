// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace ChatSecure.Addressing;

/// <summary>The domain part of an address (RFC 7622, section 3.2): a domain name in its Unicode form, or an IP address.</summary>
internal static class DomainPart
{
    private static readonly IdnMapping _idn = new() { AllowUnassigned = false, UseStd3AsciiRules = true };

    public static bool TryPrepare(string text, [NotNullWhen(true)] out string? prepared)
    {
        prepared = null;
        if (text.EndsWith('.'))
        {
            text = text[..^1];
        }

        if (text.Length is 0 or > 255)
        {
            return false;
        }

        if (text[0] == '[')
        {
            if (text[^1] != ']' || text.Contains('%', StringComparison.Ordinal) || !IPAddress.TryParse(text[1..^1], out var address))
            {
                return false;
            }

            prepared = $"[{address}]";
            return true;
        }

        if (IsSimpleAscii(text))
        {
            prepared = text.ToLowerInvariant();
            return HasGoodLabels(prepared);
        }

        try
        {
            var ascii = _idn.GetAscii(text.ToLowerInvariant());
            prepared = _idn.GetUnicode(ascii).ToLowerInvariant();
            return HasGoodLabels(ascii) && _idn.GetAscii(prepared) == ascii;
        }
        catch (ArgumentException)
        {
            prepared = null;
            return false;
        }
    }

    private static bool IsSimpleAscii(string text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-'))
            {
                return false;
            }
        }

        return !text.Contains("xn--", StringComparison.OrdinalIgnoreCase);
    }

    private static bool HasGoodLabels(string name)
    {
        foreach (var range in name.AsSpan().Split('.'))
        {
            var label = name.AsSpan(range);
            if (label.Length is 0 or > 63 || label[0] == '-' || label[^1] == '-')
            {
                return false;
            }
        }

        return true;
    }
}
