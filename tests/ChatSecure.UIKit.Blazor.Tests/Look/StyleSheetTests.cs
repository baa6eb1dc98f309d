// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.RegularExpressions;
using ChatSecure.UIKit.Blazor.Parts;
using ChatSecure.UIKit.Colors;
using ChatSecure.UIKit.Tests;

namespace ChatSecure.UIKit.Blazor.Tests.Look;

public sealed partial class StyleSheetTests
{
    private static readonly string _folder = Repository.Path("src", "ChatSecure.UIKit.Blazor", "wwwroot");

    public static TheoryData<string> Sheets() => [.. Directory.GetFiles(_folder, "*.css").Select(file => Path.GetFileName(file)!)];

    [Theory]
    [MemberData(nameof(Sheets))]
    public void Follows_the_direction_of_the_text(string sheet) =>
        Assert.Empty(Physical().Matches(Read(sheet)).Select(match => match.Value));

    [Theory]
    [MemberData(nameof(Sheets))]
    public void Stands_in_the_kit_s_layer_with_its_own_names_only(string sheet)
    {
        var css = Read(sheet);
        if (sheet == "chat.css")
        {
            Assert.All(
                Imports().Matches(css).Select(match => match.Value),
                import => Assert.Contains("layer(chatsecure)", import, StringComparison.Ordinal)
            );
            Assert.Equal(Sheets().Count - 1, Imports().Count(css));
            return;
        }

        Assert.Contains($"\"{sheet}\"", Read("chat.css"), StringComparison.Ordinal);
        Assert.DoesNotContain("url(", css, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", css, StringComparison.Ordinal);
    }

    [Fact]
    public void Colours_of_people_are_those_of_all_clients()
    {
        var css = Read("hues.css");
        for (var index = 0; index < Avatar.Hues; index++)
        {
            var hue = (index + 0.5) * 360 / Avatar.Hues;
            Assert.Contains($".cs-hue-{index} {{ --cs-hue: {ConsistentColor.GetColor(hue, 80, 43)};", css, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Each_token_that_is_used_is_one_of_the_brand_s()
    {
        var brand = Say.ChatSecure.Tokens.ToCss();
        var own = string.Concat(Sheets().Select(row => Read(row.Data)));
        var used = Used().Matches(own).Select(match => match.Groups[1].Value).Distinct();

        Assert.All(used, name => Assert.Contains($"{name}:", brand + own, StringComparison.Ordinal));
    }

    [Fact]
    public void Stands_still_for_whoever_asks_for_it() =>
        Assert.Contains("@media (prefers-reduced-motion: reduce)", Read("base.css"), StringComparison.Ordinal);

    private static string Read(string sheet) => File.ReadAllText(Path.Combine(_folder, sheet));

    [GeneratedRegex(
        @"(?<=[\s;{])(margin|padding|border)-(left|right)\b|(?<=[\s;{])(left|right)\s*:|text-align:\s*(left|right)|(?<=[\s;{])(width|height|min-width|max-width(?=:\s*\d+px;))\s*:"
    )]
    private static partial Regex Physical();

    [GeneratedRegex(@"@import [^;]+;")]
    private static partial Regex Imports();

    [GeneratedRegex(@"var\((--cs-[a-z0-9-]+)")]
    private static partial Regex Used();
}
