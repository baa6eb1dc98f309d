// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Styling;

/// <summary>Reads the spans of one line (XEP-0393, section 6.2). A span ends at the first sign that can end it, so spans of one kind never nest, and no place is
/// visited more often than there are kinds.</summary>
internal readonly ref struct LineParser
{
    private const string Signs = "*_~`";
    private readonly string _text;
    private readonly int _start;
    private readonly int _end;
    private readonly int _depth;
    private readonly SpanList _spans;

    // For each place and kind, the next place that can end a span: looked up once, from the end, and not anew for each sign.
    private readonly int[]? _ends;

    public LineParser(string text, int start, int end, int depth, SpanList spans)
    {
        (_text, _start, _end, _depth, _spans) = (text, start, end, depth, spans);
        _ends = text.AsSpan(start, end - start).IndexOfAny(Signs) < 0 ? null : FindEnds();
    }

    public void Parse()
    {
        if (_ends is not null)
        {
            Parse(_start, _end, TextStyles.None);
        }
    }

    private void Parse(int from, int to, TextStyles styles)
    {
        for (var position = from; position < to; position++)
        {
            var kind = Signs.IndexOf(_text[position], StringComparison.Ordinal);
            if (kind < 0 || !CanStart(position, from, to))
            {
                continue;
            }

            var end = _ends![(position + 1 - _start) * Signs.Length + kind];
            if (end == position + 1)
            {
                // Two signs with nothing between them are none.
                position = end;
            }
            else if (end < to)
            {
                _spans.Add(position, styles, _depth, isDirective: false);
                var inner = styles | Style(kind);
                _spans.Add(position + 1, inner, _depth, isDirective: true);
                if (_text[position] != '`')
                {
                    Parse(position + 1, end, inner);
                }

                _spans.Add(end, inner, _depth, isDirective: false);
                _spans.Add(end + 1, inner, _depth, isDirective: true);
                position = end;
            }
        }
    }

    // At the beginning of the line or of the span around it, or after white space; and before what is none.
    private bool CanStart(int position, int from, int to) =>
        (position == from || MessageStyling.IsWhiteSpace(_text[position - 1]))
        && position + 1 < to
        && !MessageStyling.IsWhiteSpace(_text[position + 1]);

    private int[] FindEnds()
    {
        var length = _end - _start;
        var ends = new int[(length + 1) * Signs.Length];
        Array.Fill(ends, int.MaxValue, length * Signs.Length, Signs.Length);
        for (var place = length - 1; place >= 0; place--)
        {
            Array.Copy(ends, (place + 1) * Signs.Length, ends, place * Signs.Length, Signs.Length);
            var position = _start + place;
            var kind = Signs.IndexOf(_text[position], StringComparison.Ordinal);
            if (kind >= 0 && place > 0 && !MessageStyling.IsWhiteSpace(_text[position - 1]))
            {
                ends[place * Signs.Length + kind] = position;
            }
        }

        return ends;
    }

    private static TextStyles Style(int kind) =>
        kind switch
        {
            0 => TextStyles.Strong,
            1 => TextStyles.Emphasis,
            2 => TextStyles.Strikethrough,
            _ => TextStyles.Code,
        };
}
