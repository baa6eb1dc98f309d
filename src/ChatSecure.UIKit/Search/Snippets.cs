// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Words;

namespace ChatSecure.UIKit.Search;

/// <summary>Makes what a search found safe to show, and keeps the marks where the words stand.</summary>
internal static class Snippets
{
    private const int MaxPart = 300;
    private const int MaxMatches = 50;

    public static (string Text, ValueList<Range> Matches) Of(SearchHit hit)
    {
        var text = new StringBuilder();
        List<Range> marks = [];
        var at = 0;
        foreach (var match in hit.Matches.Take(MaxMatches))
        {
            var (start, end) = (match.Start.GetOffset(hit.Snippet.Length), match.End.GetOffset(hit.Snippet.Length));
            if (start < at || end > hit.Snippet.Length)
            {
                continue;
            }

            Add(text, hit.Snippet[at..start]);
            var from = text.Length;
            Add(text, hit.Snippet[start..end]);
            marks.Add(from..text.Length);
            at = end;
        }

        Add(text, hit.Snippet[at..]);
        return (text.ToString(), [.. marks]);
    }

    // Cleaned part by part, so that the marks stay right; between two letters, so that no space at an edge is lost.
    private static void Add(StringBuilder text, string part)
    {
        var clean = DisplayText.Line($"x{part}x", MaxPart)[1..];
        clean = clean.EndsWith('x') ? clean[..^1] : clean;
        text.Append(text.Length > 0 && text[^1] != ' ' ? clean : clean.TrimStart());
    }
}
