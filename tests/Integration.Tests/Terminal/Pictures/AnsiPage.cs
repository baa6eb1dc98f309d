// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace ChatSecure.Integration.Tests.Terminal.Pictures;

/// <summary>What stands in a terminal, with the sequences for its colours, as a page for a browser to take a picture of.</summary>
internal static partial class AnsiPage
{
    /// <summary>Makes the page.</summary>
    /// <param name="screen">What tmux says stands there: text, and sequences that set colours and styles.</param>
    /// <param name="scheme">How the terminal shows its colours.</param>
    public static string Of(string screen, AnsiScheme scheme)
    {
        var page = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Terminal</title><style>\n");
        page.Append(CultureInfo.InvariantCulture, $"body {{ margin: 0; background: {scheme.Background}; color: {scheme.Text}; }}\n");

        // Letters stand where the terminal puts them: it turns nothing around.
        page.Append(
            "pre { margin: 0; padding: 12px; font: 16px \"DejaVu Sans Mono\", monospace; unicode-bidi: bidi-override; direction: ltr; }\n"
        );
        page.Append(".wide { display: inline-block; width: 2ch; }\n</style></head><body><pre>");
        var style = new AnsiStyle();
        var at = 0;
        foreach (Match sequence in Sequences().Matches(screen))
        {
            Append(page, screen[at..sequence.Index], style, scheme);
            style = sequence.Groups["style"].Success ? style.With(sequence.Groups["style"].Value) : style;
            at = sequence.Index + sequence.Length;
        }

        Append(page, screen[at..], style, scheme);
        return page.Append("</pre></body></html>\n").ToString();
    }

    private static void Append(StringBuilder page, string text, AnsiStyle style, AnsiScheme scheme)
    {
        if (text.Length == 0)
        {
            return;
        }

        page.Append(CultureInfo.InvariantCulture, $"<span style=\"{style.Css(scheme)}\">");
        foreach (var element in Elements(text))
        {
            var safe = WebUtility.HtmlEncode(element);
            page.Append(IsWide(element) ? $"<span class=\"wide\">{safe}</span>" : safe);
        }

        page.Append("</span>");
    }

    private static IEnumerable<string> Elements(string text)
    {
        var elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
        {
            yield return elements.GetTextElement();
        }
    }

    // Emojis and the writing of East Asia, as far as what is shown here has any.
    private static bool IsWide(string element) =>
        element.EnumerateRunes().First().Value
            is (>= 0x1100 and <= 0x115F)
                or (>= 0x2E80 and <= 0xA4CF)
                or (>= 0xAC00 and <= 0xD7A3)
                or (>= 0xFF00 and <= 0xFF60)
                or >= 0x1F300;

    [GeneratedRegex("\\e\\[(?<style>[\\d;:]*)m|\\e\\[[\\d;?]*[A-Za-z]|\\e[()].|[\\x0e\\x0f]")]
    private static partial Regex Sequences();
}
