// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using System.Text.Unicode;

namespace ChatSecure.Branding.Assets;

/// <summary>Lets only drawings through: elements of a fixed list, no event handlers, no links out of the file, no declarations. Whatever it does not
/// understand, it refuses, and half a drawing too; what stands in XML only sometimes (entities, other encodings, declarations) it knows nothing of.</summary>
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

    private const string SvgNamespace = "http://www.w3.org/2000/svg";

    /// <summary>Why a drawing is refused; null if it is fine.</summary>
    public static string? Refusal(ReadOnlySpan<byte> bytes)
    {
        if (!Utf8.IsValid(bytes))
        {
            return "An SVG must be UTF-8.";
        }

        var text = Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF').AsSpan();
        if (HasUnseen(text))
        {
            return "An SVG has no control characters.";
        }

        if (text.StartsWith("<?xml ") && !TryDeclaration(ref text))
        {
            return "An SVG is XML 1.0 in UTF-8, and says nothing else of itself.";
        }

        text = text.TrimStart(" \t\r\n");
        return text.StartsWith("<svg") ? Scan(text) : "An SVG must begin with <svg>.";
    }

    private static bool HasUnseen(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (c is < ' ' and not ('\t' or '\r' or '\n') or > '\uFFFD')
            {
                return true;
            }
        }

        return false;
    }

    // Another encoding than the one that is read here would be another drawing elsewhere.
    private static bool TryDeclaration(ref ReadOnlySpan<char> text)
    {
        var rest = text["<?xml".Length..];
        List<(string Name, string Value)> said = [];
        if (
            !SvgScanner.TryReadAttributes(ref rest, said)
            || !rest.StartsWith("?>")
            || said is not [("version", "1.0"), .. var more]
            || !more.TrueForAll(attribute =>
                attribute.Name == "encoding" && attribute.Value.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            )
        )
        {
            return false;
        }

        text = rest[2..];
        return true;
    }

    private static string? Scan(ReadOnlySpan<char> text)
    {
        var scanner = new SvgScanner(text);
        Dictionary<string, string>? prefixes = null;
        while (scanner.Read(out var tag))
        {
            if (!_elements.Contains(tag.Name))
            {
                return $"The element <{(tag.Name.Length is > 0 and < 40 ? tag.Name : "?")}> is not allowed: only plain drawing is.";
            }

            foreach (var (name, value) in tag.Attributes)
            {
                if (AttributeRefusal(name, value) is { } refusal)
                {
                    return refusal;
                }
            }

            var isRoot = prefixes is null;
            prefixes ??= new(StringComparer.Ordinal);
            if (NamespaceRefusal(tag, isRoot, prefixes) is { } wrong)
            {
                return wrong;
            }
        }

        return scanner.Refusal;
    }

    // Namespaces are declared on the root, each once: what an attribute is called is then the same for every reader.
    private static string? NamespaceRefusal(SvgTag tag, bool isRoot, Dictionary<string, string> prefixes)
    {
        foreach (var (name, value) in tag.Attributes)
        {
            if (name == "xmlns" && value != SvgNamespace)
            {
                return $"The drawing's namespace is {SvgNamespace}.";
            }

            if (!name.StartsWith("xmlns:", StringComparison.Ordinal))
            {
                continue;
            }

            var prefix = name["xmlns:".Length..];
            var isFree =
                prefix.Length > 0
                && !prefix.StartsWith("xml", StringComparison.OrdinalIgnoreCase)
                && !prefix.Contains(':', StringComparison.Ordinal);
            if (
                !isRoot
                || !isFree
                || value.Length == 0
                || value.StartsWith("http://www.w3.org/XML/", StringComparison.Ordinal)
                || value.StartsWith("http://www.w3.org/2000/xmlns", StringComparison.Ordinal)
                || prefixes.ContainsValue(value)
            )
            {
                return "A prefix is declared on <svg>, and once for each namespace.";
            }

            prefixes.Add(prefix, value);
        }

        return tag
            .Attributes.Select(attribute => attribute.Name.Split(':'))
            .All(parts => parts is [_] or ["xml" or "xmlns", not ""] || (parts is [var prefix, not ""] && prefixes.ContainsKey(prefix)))
            ? null
            : "An attribute has a prefix that <svg> does not declare.";
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
}
