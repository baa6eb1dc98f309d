// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding.Tests;

public sealed class ColorTests
{
    [Theory]
    [InlineData("#000000", "#ffffff", 21)]
    [InlineData("#ffffff", "#ffffff", 1)]
    [InlineData("#767676", "#ffffff", 4.54)]
    [InlineData("#777777", "#ffffff", 4.48)]
    [InlineData("#ff0000", "#ffffff", 4.0)]
    public void Contrast_is_that_of_WCAG(string a, string b, double expected)
    {
        Assert.True(BrandColor.TryParse(a, out var first));
        Assert.True(BrandColor.TryParse(b, out var second));
        Assert.Equal(expected, first.ContrastWith(second), 0.01);
        Assert.Equal(first.ContrastWith(second), second.ContrastWith(first));
        Assert.Equal(a, first.ToString());
    }

    [Fact]
    public void A_terminal_colour_paints_and_stops()
    {
        Assert.Equal("\e[95mx\e[39m", TerminalColor.BrightMagenta.Paint("x"));
        Assert.Equal("x", TerminalColor.Default.Paint("x"));
        Assert.All(
            Enum.GetValues<TerminalColor>().Skip(1),
            color => Assert.EndsWith("x\e[39m", color.Paint("x"), StringComparison.Ordinal)
        );
    }
}
