// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Text;
using Terminal.Gui.Text;

namespace ChatSecure.Terminal;

/// <summary>Breaks text into lines of a width, between words where it can.</summary>
internal static class Wrap
{
    private const int MaxLines = 400;
    private const int Hang = 4;

    /// <summary>The lines; all but the first stand further in, so that no text of several lines looks like a line of the app or of somebody else.</summary>
    public static IEnumerable<string> Lines(string text, int width)
    {
        var indent = text.Length - text.TrimStart(' ').Length + Hang;
        var room = Math.Max(8, width - indent);
        return text.Split('\n')
            .SelectMany(paragraph => Paragraph(SafeText.Of(paragraph), room))
            .Take(MaxLines)
            .Select((line, at) => at == 0 ? line : new string(' ', indent) + line);
    }

    /// <summary>A line as wide as the screen, so that its colours reach as far.</summary>
    public static string Fill(string line, int width) => line + new string(' ', Math.Max(0, width - line.GetColumns()));

    private static IEnumerable<string> Paragraph(string text, int width)
    {
        var line = new StringBuilder();
        var columns = 0;
        foreach (var word in Words(text))
        {
            var size = word.GetColumns();
            if (columns + size > width && columns > 0)
            {
                yield return line.ToString().TrimEnd();
                line.Clear();
                columns = 0;
            }

            if (size <= width)
            {
                line.Append(word);
                columns += size;
                continue;
            }

            // A word that is longer than the line is broken between characters.
            var elements = StringInfo.GetTextElementEnumerator(word);
            while (elements.MoveNext())
            {
                var element = elements.GetTextElement();
                if (columns + element.GetColumns() > width)
                {
                    yield return line.ToString();
                    line.Clear();
                    columns = 0;
                }

                line.Append(element);
                columns += element.GetColumns();
            }
        }

        yield return line.ToString().TrimEnd();
    }

    private static IEnumerable<string> Words(string text)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == ' ')
            {
                yield return text[start..(i + 1)];
                start = i + 1;
            }
        }

        yield return text[start..];
    }
}
