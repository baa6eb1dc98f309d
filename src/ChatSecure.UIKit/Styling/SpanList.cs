// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Styling;

/// <summary>Spans that follow each other without gap; neighbours that look the same are one.</summary>
internal sealed class SpanList
{
    private readonly List<StyledSpan> _spans = [];
    private int _position;

    public int Count => _spans.Count;

    /// <summary>Adds a span from where the last one ended.</summary>
    public void Add(int end, TextStyles styles, int depth, bool isDirective)
    {
        if (end <= _position)
        {
            return;
        }

        var span = new StyledSpan(_position, end - _position, styles, depth, isDirective);
        if (_spans.Count > 0 && _spans[^1] is var last && last with { Start = span.Start, Length = span.Length } == span)
        {
            _spans[^1] = last with { Length = last.Length + span.Length };
        }
        else
        {
            _spans.Add(span);
        }

        _position = end;
    }

    public IReadOnlyList<StyledSpan> ToList() => _spans;
}
