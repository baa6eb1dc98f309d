// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.UIKit.Words;

namespace ChatSecure.UIKit.Blazor.Parts;

/// <summary>Finds what a person may follow in the text of a stranger. Nothing is ever fetched, and only what opens a page, an address or a letter is a link.
/// One that names another place than it seems to is none.</summary>
internal static class Links
{
    private const int MaxLength = 2048;
    private const int MaxLinks = 100;
    private static readonly string[] _beginnings = ["https://", "http://", "xmpp:", "mailto:"];

    /// <summary>Divides a text into what is a link and what is not. Takes time in proportion to the text.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The parts in their order; the address is null for plain text, and the warning names the host where letters may deceive.</returns>
    public static IEnumerable<(string Text, string? Address, string? Warning)> Split(string text)
    {
        var (plain, at, count) = (0, 0, 0);
        while (at < text.Length && count < MaxLinks)
        {
            var start = NextBeginning(text, at);
            if (start < 0)
            {
                break;
            }

            var end = start;
            while (end < text.Length && end - start <= MaxLength && !char.IsWhiteSpace(text[end]) && text[end] is not ('<' or '>' or '"'))
            {
                end++;
            }

            var link = Trim(text[start..end]);
            at = Math.Max(end, start + 1);
            if (end - start > MaxLength || Read(link) is not { } found)
            {
                continue;
            }

            if (start > plain)
            {
                yield return (text[plain..start], null, null);
            }

            yield return (link, found.Address, found.Warning);
            plain = start + link.Length;
            at = plain;
            count++;
        }

        if (plain < text.Length)
        {
            yield return (text[plain..], null, null);
        }
    }

    private static int NextBeginning(string text, int from)
    {
        for (var at = from; (at = text.IndexOf(':', at)) >= 0; at++)
        {
            foreach (var beginning in _beginnings)
            {
                var start = at - beginning.IndexOf(':', StringComparison.Ordinal);
                if (
                    start >= from
                    && (start == 0 || !char.IsLetterOrDigit(text[start - 1]))
                    && string.Compare(text, start, beginning, 0, beginning.Length, StringComparison.OrdinalIgnoreCase) == 0
                )
                {
                    return start;
                }
            }
        }

        return -1;
    }

    // What ends a sentence or a bracket around the link is no part of it.
    private static string Trim(string link)
    {
        while (link.Length > 0)
        {
            var last = link[^1];
            var isTail =
                last is '.' or ',' or ';' or ':' or '!' or '?' or '\'' or '»' or '”' or '*' or '_' or '~' or '`'
                || (last == ')' && link.Count(c => c == ')') > link.Count(c => c == '('))
                || (last == ']' && link.Count(c => c == ']') > link.Count(c => c == '['));
            if (!isTail)
            {
                break;
            }

            link = link[..^1];
        }

        return link;
    }

    private static (string Address, string? Warning)? Read(string link)
    {
        if (!Uri.TryCreate(link, UriKind.Absolute, out var uri))
        {
            return null;
        }

        switch (uri.Scheme)
        {
            // A name before the host is how links lie: https://bank.example@evil.example.
            case "http" or "https" when uri.Host.Length > 0 && uri.UserInfo.Length == 0:
                var isPlain = uri.Host.All(char.IsAscii) && !uri.Host.Contains("xn--", StringComparison.OrdinalIgnoreCase);
                return (uri.AbsoluteUri, isPlain ? null : DisplayText.Line(uri.IdnHost, 255));
            case "xmpp" or "mailto" when link.Length > uri.Scheme.Length + 1:
                return (uri.AbsoluteUri, null);
            default:
                return null;
        }
    }
}
