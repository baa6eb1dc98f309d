// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using System.Text.Unicode;

namespace ChatSecure.Branding.Assets;

/// <summary>Lets only drawings through: elements of a fixed list, no event handlers, no links out of the file, no declarations. Whatever it does not
/// understand, it refuses; it is no XML parser and need not be one.</summary>
internal static class SvgCheck
{
    private static readonly HashSet<string> _elements = new(StringComparer.Ordinal)
    {
        "svg",
        "g",
        "defs",
        "symbol",
        "use",
        "title",
        "desc",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "text",
        "tspan",
        "linearGradient",
        "radialGradient",
        "stop",
        "clipPath",
        "mask",
        "pattern",
    };

    /// <summary>Why a drawing is refused; null if it is fine.</summary>
    public static string? Refusal(ReadOnlySpan<byte> bytes)
    {
        if (!Utf8.IsValid(bytes))
        {
            return "An SVG must be UTF-8.";
        }

        var text = Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF');
        if (text.StartsWith("<?xml ", StringComparison.Ordinal) && text.IndexOf("?>", StringComparison.Ordinal) is > 0 and var end)
        {
            text = text[(end + 2)..];
        }

        return text.TrimStart() is ['<', 's', 'v', 'g', ..] root ? Scan(root) : "An SVG must begin with <svg>.";
    }

    private static string? Scan(ReadOnlySpan<char> rest)
    {
        while (rest.IndexOf('<') is >= 0 and var open)
        {
            rest = rest[(open + 1)..];
            if (rest.StartsWith("!--"))
            {
                var close = rest.IndexOf("-->");
                if (close < 0)
                {
                    return "A comment does not end.";
                }

                rest = rest[(close + 3)..];
                continue;
            }

            var isEnd = rest.StartsWith("/");
            rest = isEnd ? rest[1..] : rest;
            var name = rest[..NameLength(rest)];
            if (!_elements.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name))
            {
                return $"The element <{(name.Length is > 0 and < 40 ? name : "?")}> is not allowed: only plain drawing is.";
            }

            rest = rest[name.Length..];
            if (Attributes(ref rest) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    // Reads NAME="VALUE" until the tag ends.
    private static string? Attributes(ref ReadOnlySpan<char> rest)
    {
        while (true)
        {
            rest = rest.TrimStart();
            if (rest.StartsWith("/>") || rest.StartsWith(">"))
            {
                rest = rest[(rest[0] == '/' ? 2 : 1)..];
                return null;
            }

            var length = NameLength(rest);
            var name = rest[..length];
            rest = rest[length..].TrimStart();
            if (length == 0 || rest is not ['=', ..])
            {
                return "A tag is malformed.";
            }

            rest = rest[1..].TrimStart();
            if (rest is not ['"' or '\'', ..])
            {
                return "An attribute's value has no quotes.";
            }

            var end = rest[1..].IndexOf(rest[0]);
            if (end < 0)
            {
                return "An attribute's value does not end.";
            }

            if (AttributeRefusal(name, rest.Slice(1, end)) is { } refusal)
            {
                return refusal;
            }

            rest = rest[(end + 2)..];
        }
    }

    private static string? AttributeRefusal(ReadOnlySpan<char> name, ReadOnlySpan<char> value)
    {
        if (name.StartsWith("on", StringComparison.OrdinalIgnoreCase))
        {
            return "Event handlers are not allowed.";
        }

        // CSS knows too many ways to fetch something; attributes such as fill say the same.
        if (name is "style")
        {
            return "The attribute style is not allowed: write its parts as attributes.";
        }

        // References could hide anything behind other characters.
        if (value.ContainsAny('<', '&') || value.Contains('\\'))
        {
            return "An attribute's value holds '<', '&' or '\\', which a drawing does not need.";
        }

        if (name is "href" or "xlink:href")
        {
            return value is ['#', ..] ? null : "Links may only point into the same file (#id).";
        }

        for (var at = value; at.IndexOf("url(", StringComparison.OrdinalIgnoreCase) is >= 0 and var url; at = at[(url + 4)..])
        {
            if (!at[(url + 4)..].TrimStart("\"' ").StartsWith("#"))
            {
                return "Links may only point into the same file (#id).";
            }
        }

        if (value.Contains("//", StringComparison.Ordinal) && !name.StartsWith("xmlns", StringComparison.Ordinal))
        {
            return "Addresses are not allowed.";
        }

        var isActive =
            value.Contains("javascript:", StringComparison.OrdinalIgnoreCase)
            || value.Contains("@import", StringComparison.OrdinalIgnoreCase);
        return isActive ? "Active content is not allowed." : null;
    }

    private static int NameLength(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && (char.IsAsciiLetterOrDigit(text[length]) || text[length] is ':' or '-' or '_'))
        {
            length++;
        }

        return length;
    }
}
