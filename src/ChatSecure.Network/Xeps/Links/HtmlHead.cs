// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers;

namespace ChatSecure.Network.Xeps.Links;

/// <summary>Reads the tags of a page's head one after the other, in the steps of the HTML standard's tokenizer as far as a head needs them. It looks at each
/// character a bounded number of times, keeps nothing but the tag at hand, and takes whatever comes: there is no page that it refuses.</summary>
internal ref struct HtmlHead(ReadOnlySpan<char> html)
{
    private const int MaxAttributes = 64;
    private const string Spaces = " \t\n\f\r";

    private static readonly SearchValues<char> _nameEnds = SearchValues.Create(Spaces + "/>");
    private static readonly SearchValues<char> _attributeEnds = SearchValues.Create(Spaces + "/>=");
    private static readonly SearchValues<char> _valueEnds = SearchValues.Create(Spaces + ">");

    // Elements whose content is text, whatever it looks like, or that no browser with scripts looks into.
    private static readonly HashSet<string> _opaque =
    [
        "script",
        "style",
        "noscript",
        "template",
        "textarea",
        "iframe",
        "xmp",
        "noembed",
        "noframes",
    ];

    private ReadOnlySpan<char> _rest = html;

    /// <summary>Reads on to the next start tag.</summary>
    /// <returns>The tag; null at the end of the head or of the text.</returns>
    public HtmlTag? Next()
    {
        while (SkipPast("<"))
        {
            if (_rest.StartsWith("!--"))
            {
                _rest = _rest[3..];
                SkipPast("-->");
            }
            else if (_rest is [>= 'a' and <= 'z' or >= 'A' and <= 'Z', ..])
            {
                if (ReadTag() is not { Name: not "body" } tag)
                {
                    break;
                }

                if (!_opaque.Contains(tag.Name))
                {
                    return tag.Name == "title" ? tag with { Text = TakeUntilEnd("title").ToString() } : tag;
                }

                TakeUntilEnd(tag.Name);
            }
            else if (_rest.StartsWith("/head", StringComparison.OrdinalIgnoreCase))
            {
                break;
            }
            else if (_rest is ['!' or '?' or '/', ..])
            {
                SkipPast(">");
            }
        }

        _rest = [];
        return null;
    }

    private HtmlTag? ReadTag()
    {
        var name = Take(_nameEnds).ToString().ToLowerInvariant();
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        while (true)
        {
            _rest = _rest.TrimStart(Spaces + "/");
            if (_rest.IsEmpty)
            {
                return null;
            }

            if (_rest[0] == '>')
            {
                _rest = _rest[1..];
                return new(name, attributes, string.Empty);
            }

            // A name may begin with an equals sign, of all things.
            var start = _rest[0] == '=' ? 1 : 0;
            var end = _rest[start..].IndexOfAny(_attributeEnds);
            var attribute = end < 0 ? _rest : _rest[..(start + end)];
            _rest = _rest[attribute.Length..].TrimStart(Spaces);
            var value = ReadOnlySpan<char>.Empty;
            if (_rest is ['=', ..])
            {
                _rest = _rest[1..].TrimStart(Spaces);
                value = TakeValue();
            }

            if (attributes.Count < MaxAttributes)
            {
                attributes.TryAdd(attribute.ToString().ToLowerInvariant(), value.ToString());
            }
        }
    }

    private ReadOnlySpan<char> TakeValue()
    {
        if (_rest is not [('"' or '\'') and var quote, ..])
        {
            return Take(_valueEnds);
        }

        _rest = _rest[1..];
        var end = _rest.IndexOf(quote);
        var value = end < 0 ? [] : _rest[..end];
        _rest = end < 0 ? [] : _rest[(end + 1)..];
        return value;
    }

    private ReadOnlySpan<char> TakeUntilEnd(string element)
    {
        var text = _rest;
        for (var at = 0; text[at..].IndexOf("</") is >= 0 and var next; at += 2)
        {
            at += next;
            if (text[(at + 2)..].StartsWith(element, StringComparison.OrdinalIgnoreCase))
            {
                _rest = text[at..];
                return text[..at];
            }
        }

        _rest = [];
        return text;
    }

    private ReadOnlySpan<char> Take(SearchValues<char> ends)
    {
        var end = _rest.IndexOfAny(ends);
        var taken = end < 0 ? _rest : _rest[..end];
        _rest = _rest[taken.Length..];
        return taken;
    }

    private bool SkipPast(string mark)
    {
        var at = _rest.IndexOf(mark);
        _rest = at < 0 ? [] : _rest[(at + mark.Length)..];
        return at >= 0;
    }
}
