// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.UIKit.Styling;
using CsCheck;

namespace ChatSecure.UIKit.Tests.Styling;

/// <summary>Styles of messages (XEP-0393). In what is expected, styles stand around their text as S, E, X, C and B with brackets, signs are in lower case brackets,
/// and each quotation is a bar.</summary>
public sealed class MessageStylingTests
{
    private static readonly Gen<string> _text = Gen.Int[0, 12]
        .Select(index => "*_~`> \n\ra😺x\u2003"[Math.Min(index, 11)])
        .Array[0, 60]
        .Select(characters => new string(characters));

    [Theory]
    [InlineData("plain span", "plain span")]
    [InlineData("*strong span*", "S(*)S[strong span]S(*)")]
    [InlineData("plain _emphasis_ plain", "plain E(_)E[emphasis]E(_) plain")]
    [InlineData("`pre` plain *strong*", "C(`)C[pre]C(`) plain S(*)S[strong]S(*)")]
    [InlineData("*strong*plain*", "S(*)S[strong]S(*)plain*")]
    [InlineData("* plain *strong*", "* plain S(*)S[strong]S(*)")]
    [InlineData("Everyone ~dis~likes cake.", "Everyone X(~)X[dis]X(~)likes cake.")]
    [InlineData("This is `*monospace*`", "This is C(`)C[*monospace*]C(`)")]
    [InlineData("This is *`monospace and bold`*", "This is S(*)SC(`)SC[monospace and bold]SC(`)S(*)")]
    [InlineData("*_~all~_*", "S(*)SE(_)SEX(~)SEX[all]SEX(~)SE(_)S(*)")]
    [InlineData("*a _b c_ d*", "S(*)S[a ]SE(_)SE[b c]SE(_)S[ d]S(*)")]
    [InlineData("\u2003*a*", "\u2003S(*)S[a]S(*)")]
    public void Spans_are_found(string text, string expected) => Assert.Equal(expected, Show(text));

    [Theory]
    [InlineData("not strong*")]
    [InlineData("*not strong")]
    [InlineData("*not \n strong*")]
    [InlineData("*not *strong")]
    [InlineData("**")]
    [InlineData("***")]
    [InlineData("****")]
    [InlineData("**not strong**")]
    [InlineData("a*b*")]
    [InlineData("* a*")]
    [InlineData("*a *")]
    [InlineData("_*not strong*")]
    [InlineData("snake_case_name")]
    [InlineData("2*3*4")]
    [InlineData("")]
    public void Signs_that_are_none_style_nothing(string text) => Assert.Equal(text, Show(text));

    [Theory]
    [InlineData("*a _b* c_", "S(*)S[a _b]S(*) c_")]
    [InlineData("_a *b_ c*", "E(_)E[a *b]E(_) c*")]
    [InlineData("`a *b` c*", "C(`)C[a *b]C(`) c*")]
    [InlineData("*a* *b*", "S(*)S[a]S(*) S(*)S[b]S(*)")]
    public void The_first_sign_that_can_end_a_span_ends_it(string text, string expected) => Assert.Equal(expected, Show(text));

    [Theory]
    [InlineData("```ignored\n(println \"*Hello*\")\n```\n\nplain", "B(```ignored)B[\n(println \"*Hello*\")\n]B(```)B[\n]\nplain")]
    [InlineData("```\nno end", "B(```)B[\nno end]")]
    [InlineData("```\n````\n ```\n```x\n```", "B(```)B[\n````\n ```\n```x\n]B(```)")]
    [InlineData("```\r\na\r\n```\r\nb", "B(```\r)B[\na\r\n]B(```\r)B[\n]b")]
    [InlineData("a ```", "a ```")]
    [InlineData("> ```\n> (println)\n\nplain", "|(> )B|(```)B|[\n]|(> )B|[(println)\n]\nplain")]
    [InlineData("> ```\n>> *raw*\nplain", "|(> )B|(```)B|[\n]|(>)B|[> *raw*\n]plain")]
    public void Preformatted_blocks_end_by_their_sign_or_with_the_quotation(string text, string expected) =>
        Assert.Equal(expected, Show(text));

    [Theory]
    [InlineData("> That that is, is.\n\nSaid the old hermit.", "|(> )|[That that is, is.\n]\nSaid the old hermit.")]
    [InlineData(">> Nested\n> *outer*\n\nWho?", "||(>> )||[Nested\n]|(> )S|(*)S|[outer]S|(*)|[\n]\nWho?")]
    [InlineData("> > a", "||(> > )||[a]")]
    [InlineData(">  > a", "|(> )|[ > a]")]
    [InlineData(" > a", " > a")]
    [InlineData("a > b", "a > b")]
    [InlineData(">", "|(>)")]
    public void Quotations_are_lines_that_begin_with_the_sign(string text, string expected) => Assert.Equal(expected, Show(text));

    [Fact]
    public void Deep_quotations_are_read_up_to_a_bound()
    {
        var spans = MessageStyling.Parse(new string('>', 100_000) + "a");

        Assert.Equal([true, false], spans.Select(span => span.IsDirective));
        Assert.All(spans, span => Assert.Equal(MessageStyling.MaxQuoteDepth, span.QuoteDepth));
        Assert.Equal(MessageStyling.MaxQuoteDepth, spans[0].Length);
    }

    [Theory]
    [InlineData("*a ")]
    [InlineData("*_~")]
    [InlineData("*a* ")]
    [InlineData(">```\n")]
    [InlineData("_*a ")]
    [InlineData("*")]
    [InlineData("*a*\n")]
    public void Hostile_texts_are_divided_into_few_parts_that_are_the_text(string pattern)
    {
        var text = string.Concat(Enumerable.Repeat(pattern, 2_000_000 / pattern.Length));

        var spans = MessageStyling.Parse(text);

        Assert.InRange(spans.Count, 1, MessageStyling.MaxSpans + MessageStyling.MaxLineLength);
        AssertComplete(text, spans);
    }

    [Fact]
    public void A_line_that_is_too_long_is_plain()
    {
        var line = "*a*" + new string('x', MessageStyling.MaxLineLength - 2);

        Assert.Equal(TextStyles.None, Assert.Single(MessageStyling.Parse(line)).Styles);
        Assert.Equal(4, MessageStyling.Parse(line[..^1]).Count);
    }

    [Fact]
    public void Whatever_the_text_its_parts_are_the_text() => _text.Sample(text => AssertComplete(text, MessageStyling.Parse(text)));

    [Fact]
    public void The_rules_read_word_by_word_give_the_same() =>
        _text.Sample(
            text =>
            {
                var line = text.ReplaceLineEndings(" ").TrimStart('>');
                if (line.StartsWith("```", StringComparison.Ordinal))
                {
                    return;
                }

                var expected = new TextStyles[line.Length];
                Reference(line, 0, line.Length, TextStyles.None, expected);
                var actual = MessageStyling.Parse(line).SelectMany(span => Enumerable.Repeat(span.Styles, span.Length));
                Assert.Equal(expected, actual);
            },
            iter: 20_000
        );

    // Section 6.2 as it stands, without regard to time.
    private static void Reference(string line, int from, int to, TextStyles styles, TextStyles[] result)
    {
        Array.Fill(result, styles, from, to - from);
        for (var open = from; open < to; open++)
        {
            var kind = "*_~`".IndexOf(line[open], StringComparison.Ordinal);
            var mayOpen = open == from || IsSpace(line[open - 1]);
            if (kind < 0 || !mayOpen || open + 1 >= to || IsSpace(line[open + 1]))
            {
                continue;
            }

            var close = open + 1;
            while (close < to && (line[close] != line[open] || IsSpace(line[close - 1])))
            {
                close++;
            }

            if (close == open + 1)
            {
                open = close;
            }
            else if (close < to)
            {
                var style = styles | (TextStyles)(1 << kind);
                Array.Fill(result, style, open, close + 1 - open);
                if (kind < 3)
                {
                    Reference(line, open + 1, close, style, result);
                }

                open = close;
            }
        }

        static bool IsSpace(char character) => char.IsWhiteSpace(character) || char.IsSeparator(character);
    }

    private static void AssertComplete(string text, IReadOnlyList<StyledSpan> spans)
    {
        var position = 0;
        foreach (var span in spans)
        {
            Assert.Equal(position, span.Start);
            Assert.True(span.Length > 0);
            position += span.Length;
        }

        Assert.Equal(text.Length, position);
    }

    private static string Show(string text)
    {
        var shown = new StringBuilder();
        foreach (var span in MessageStyling.Parse(text))
        {
            var marks =
                string.Concat("SEXCB".Where((_, index) => span.Styles.HasFlag((TextStyles)(1 << index))))
                + new string('|', span.QuoteDepth);
            var content = text.Substring(span.Start, span.Length);
            shown.Append(
                span.IsDirective ? $"{marks}({content})"
                : marks.Length > 0 ? $"{marks}[{content}]"
                : content
            );
        }

        return shown.ToString();
    }
}
