// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.RegularExpressions;

namespace ChatSecure.Integration.Tests.Terminal.Pictures;

public sealed partial class AnsiPageTests
{
    private static readonly AnsiScheme _light = AnsiScheme.All[0];

    [Fact]
    public void Text_stands_as_it_is_and_is_never_markup()
    {
        var page = Page("a < b & \"c\"\n  d");
        Assert.Contains("a &lt; b &amp; &quot;c&quot;\n  d", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\e[31mx", "color:#cc0000;background:#ffffff")]
    [InlineData("\e[91mx", "color:#ef2929;background:#ffffff")]
    [InlineData("\e[38;5;3mx", "color:#c4a000;background:#ffffff")]
    [InlineData("\e[38;2;1;2;3mx", "color:rgb(1,2,3);background:#ffffff")]
    [InlineData("\e[44mx", "color:#171421;background:#3465a4")]
    [InlineData("\e[7mx", "color:#ffffff;background:#171421")]
    [InlineData("\e[32;7mx", "color:#ffffff;background:#4e9a06")]
    [InlineData("\e[1;4mx", "color:#171421;background:#ffffff;font-weight:bold;text-decoration:underline")]
    [InlineData("\e[2mx", "color:color-mix(in srgb, #171421 70%, #ffffff);background:#ffffff")]
    [InlineData("\e[1;2m\e[22mx", "color:#171421;background:#ffffff")]
    [InlineData("\e[31;7m\e[0mx", "color:#171421;background:#ffffff")]
    [InlineData("\e[31m\e[39m\e[7m\e[27mx", "color:#171421;background:#ffffff")]
    [InlineData("\e[31m\e[mx", "color:#171421;background:#ffffff")]
    public void Sequences_become_colours_and_styles(string screen, string css) =>
        Assert.Contains($"<span style=\"{css}\">x</span>", Page(screen), StringComparison.Ordinal);

    [Fact]
    public void Colours_last_over_lines_and_other_sequences_leave_nothing()
    {
        var page = Page("\e[32mone\n\e[?25ltwo\e(B\x0f three");
        Assert.Equal("one\ntwo three", Tags().Replace(page[page.IndexOf("<pre>", StringComparison.Ordinal)..], "").TrimEnd());
        Assert.Equal(3, page.Split("color:#4e9a06").Length - 1);
    }

    [Fact]
    public void What_is_two_columns_wide_takes_two() =>
        Assert.Contains("a<span class=\"wide\">&#128077;</span>b", Page("a👍b"), StringComparison.Ordinal);

    private static string Page(string screen) => AnsiPage.Of(screen, _light);

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();
}
