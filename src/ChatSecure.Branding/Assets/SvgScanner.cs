// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers;

namespace ChatSecure.Branding.Assets;

/// <summary>Reads the tags of a drawing, strictly: XML that any parser reads in the same way. Anything else is refused, and so is half a drawing.</summary>
/// <param name="text">The drawing, from its root on.</param>
internal ref struct SvgScanner(ReadOnlySpan<char> text)
{
    private const int MaxDepth = 64;

    private static readonly string[] _entities = ["&amp;", "&lt;", "&gt;", "&quot;", "&apos;"];
    private static readonly SearchValues<char> _nameCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789:-_."
    );

    private readonly Stack<string> _open = [];
    private ReadOnlySpan<char> _rest = text;
    private bool _hasRoot;

    /// <summary>Why reading ended; null if the drawing was read to its end.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Reads the next tag.</summary>
    /// <param name="tag">The tag.</param>
    /// <returns>False at the end, and after a refusal.</returns>
    public bool Read(out SvgTag tag)
    {
        tag = null!;
        while (true)
        {
            var open = _rest.IndexOf('<');
            if (!IsText(open < 0 ? _rest : _rest[..open]))
            {
                return Refuse("Between tags stands what may not: an entity, or text outside of the drawing.");
            }

            if (open < 0)
            {
                return Refuse(!_hasRoot || _open.Count > 0 ? "The drawing does not end." : null);
            }

            _rest = _rest[(open + 1)..];
            if (!_rest.StartsWith("!--"))
            {
                break;
            }

            // Two dashes end a comment, so that no two parsers see another end.
            var close = _rest[3..].IndexOf("--");
            if (close < 0 || !_rest[(3 + close)..].StartsWith("-->"))
            {
                return Refuse("A comment does not end.");
            }

            _rest = _rest[(3 + close + 3)..];
        }

        return ReadTag(out tag) && Fits(tag);
    }

    /// <summary>Reads <c>NAME="VALUE"</c> as long as there are any.</summary>
    public static bool TryReadAttributes(ref ReadOnlySpan<char> rest, List<(string Name, string Value)> attributes)
    {
        while (true)
        {
            var before = rest.Length;
            rest = rest.TrimStart(" \t\r\n");
            var length = NameLength(rest);
            if (length == 0)
            {
                return true;
            }

            var name = rest[..length].ToString();
            rest = rest[length..].TrimStart(" \t\r\n");
            if (rest.Length == before || attributes.Exists(attribute => attribute.Name == name) || rest is not ['=', ..])
            {
                return false;
            }

            rest = rest[1..].TrimStart(" \t\r\n");
            if (rest is not ['"' or '\'', ..] || rest[1..].IndexOf(rest[0]) is not (>= 0 and var end))
            {
                return false;
            }

            attributes.Add((name, rest.Slice(1, end).ToString()));
            rest = rest[(end + 2)..];
            if (NameLength(rest) > 0)
            {
                return false; // no space before the next one
            }
        }
    }

    private bool ReadTag(out SvgTag tag)
    {
        var isEnd = _rest.StartsWith("/");
        _rest = isEnd ? _rest[1..] : _rest;
        var length = NameLength(_rest);
        var name = _rest[..length].ToString();
        _rest = _rest[length..];
        List<(string Name, string Value)> attributes = [];
        tag = null!;
        if (!TryReadAttributes(ref _rest, attributes) || (isEnd && attributes.Count > 0))
        {
            return Refuse($"The tag <{Shown(name)}> is malformed.");
        }

        var isEmpty = !isEnd && _rest.StartsWith("/");
        _rest = isEmpty ? _rest[1..] : _rest;
        if (_rest is not ['>', ..])
        {
            return Refuse($"The tag <{Shown(name)}> is malformed or does not end.");
        }

        _rest = _rest[1..];
        tag = new(name, Begins: !isEnd, Ends: isEnd || isEmpty, attributes);
        return true;
    }

    // Elements end in the order in which they began, and there is one around all others.
    private bool Fits(SvgTag tag)
    {
        if (tag.Begins)
        {
            if (_hasRoot && _open.Count == 0)
            {
                return Refuse("There is something after the drawing.");
            }

            if (_open.Count == MaxDepth)
            {
                return Refuse($"Elements are nested more than {MaxDepth} deep.");
            }

            _hasRoot = true;
            _open.Push(tag.Name);
        }

        return !tag.Ends || (_open.TryPop(out var began) && began == tag.Name) || Refuse($"The tag </{Shown(tag.Name)}> ends nothing.");
    }

    private readonly bool IsText(ReadOnlySpan<char> between)
    {
        for (; between.IndexOf('&') is >= 0 and var at; between = between[(at + 1)..])
        {
            if (!StartsWithEntity(between[at..]))
            {
                return false;
            }
        }

        return !between.Contains("]]>", StringComparison.Ordinal) && (_open.Count > 0 || between.Trim(" \t\r\n").IsEmpty);
    }

    private static bool StartsWithEntity(ReadOnlySpan<char> text)
    {
        foreach (var entity in _entities)
        {
            if (text.StartsWith(entity))
            {
                return true;
            }
        }

        return false;
    }

    private static string Shown(string name) => name.Length is > 0 and < 40 ? name : "?";

    private static int NameLength(ReadOnlySpan<char> text) =>
        text is [>= 'a' and <= 'z' or >= 'A' and <= 'Z' or '_', ..]
            ? text.IndexOfAnyExcept(_nameCharacters) is >= 0 and var length
                ? length
                : text.Length
            : 0;

    private bool Refuse(string? why)
    {
        Refusal = why;
        return false;
    }
}
