// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Styling;

/// <summary>Reads the styles of a message (XEP-0393). Nothing of it can do anything but look otherwise: there are no links, colours or sizes. Takes time and
/// memory in proportion to the text, whatever is in it.</summary>
public static class MessageStyling
{
    /// <summary>The feature to advertise if the app shows styles.</summary>
    public const string Feature = "urn:xmpp:styling:0";

    /// <summary>How deep quotations are read; further signs are text.</summary>
    public const int MaxQuoteDepth = 8;

    /// <summary>The longest line, in UTF-16 units, in which styles are looked for.</summary>
    public const int MaxLineLength = 65_536;

    /// <summary>About how many parts are told apart; what follows after the line in which there are more is one plain part.</summary>
    public const int MaxSpans = 10_000;

    private const string Fence = "```";

    /// <summary>Divides a text into parts of one style. They follow each other without gap and together are the text.</summary>
    /// <param name="text">The text of a message, whose sender did not ask for it to be shown as it is.</param>
    /// <returns>The parts; none for an empty text.</returns>
    public static IReadOnlyList<StyledSpan> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var spans = new SpanList();
        var openBlock = -1;
        for (var start = 0; start < text.Length; )
        {
            var newline = text.IndexOf('\n', start);
            var (end, next) = newline < 0 ? (text.Length, text.Length) : (newline, newline + 1);
            openBlock = ParseLine(text, start, end, openBlock, spans, out var depth, out var style);
            spans.Add(next, style, depth, isDirective: false);
            start = next;
            if (spans.Count > MaxSpans)
            {
                spans.Add(text.Length, TextStyles.None, 0, isDirective: false);
                break;
            }
        }

        return spans.ToList();
    }

    // Answers with the depth of the quotation in which a preformatted block is open, or -1: what that block holds is not looked at, until the quotation or it
    // ends.
    private static int ParseLine(string text, int start, int end, int openBlock, SpanList spans, out int depth, out TextStyles style)
    {
        var position = start;
        depth = 0;
        while (depth < (openBlock < 0 ? MaxQuoteDepth : openBlock) && position < end && text[position] == '>')
        {
            position++;
            if (position < end && IsWhiteSpace(text[position]))
            {
                position++;
            }

            depth++;
        }

        spans.Add(position, TextStyles.None, depth, isDirective: true);
        var content = text.AsSpan(position, end - position);
        style = TextStyles.CodeBlock;
        if (openBlock == depth)
        {
            var isEnd = content.TrimEnd('\r').SequenceEqual(Fence);
            spans.Add(end, style, depth, isEnd);
            return isEnd ? -1 : openBlock;
        }

        if (content.StartsWith(Fence))
        {
            spans.Add(end, style, depth, isDirective: true);
            return depth;
        }

        style = TextStyles.None;
        if (content.Length <= MaxLineLength)
        {
            new LineParser(text, position, end, depth, spans).Parse();
        }

        return -1;
    }

    /// <summary>XEP-0393, section 4: the property White_Space or the category Z.</summary>
    internal static bool IsWhiteSpace(char character) => char.IsWhiteSpace(character) || char.IsSeparator(character);
}
