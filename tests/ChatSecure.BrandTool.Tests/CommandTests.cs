// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;

namespace ChatSecure.BrandTool.Tests;

public sealed class CommandTests
{
    [Theory]
    [InlineData("new")]
    [InlineData("validate")]
    [InlineData("explain")]
    [InlineData("preview")]
    [InlineData("icons")]
    [InlineData("diff")]
    [InlineData("doctor")]
    public void Every_command_explains_itself(string command)
    {
        Assert.Contains(command, Desk.Expect(ExitCode.Good, "--help"), StringComparison.Ordinal);
        Assert.Contains("Usage:", Desk.Expect(ExitCode.Good, command, "--help"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no-such-command")]
    [InlineData("validate")]
    [InlineData("validate", "a", "--no-such-option")]
    [InlineData("icons", "a")]
    [InlineData("explain", "a", "b", "--culture", "no such")]
    public void A_wrong_command_line_ends_with_2(params string[] arguments) =>
        Assert.Contains("--help", Desk.Expect(ExitCode.Usage, arguments), StringComparison.Ordinal);

    [Fact]
    public void A_new_brand_has_no_mistakes_whatever_its_colour()
    {
        using var desk = new Desk();
        foreach (var color in (string[])["#000000", "#ffffff", "#1f5f3f", "#ffcc00", "#0000ff", "#777777"])
        {
            var folder = desk.PathTo(color[1..]);
            Desk.Expect(
                ExitCode.Good,
                "new",
                folder,
                "--id",
                "tea-house",
                "--name",
                "Tea \"House\"",
                "--server",
                "tea.example",
                "--primary",
                color
            );
            var brand = Brand.Load(folder);
            Assert.Equal(("tea-house", "Tea \"House\"", "tea.example"), (brand.Id, brand.Name, brand.Defaults.DefaultServer));
            Assert.Equal(color, brand.Colors.Light.Primary.ToString());
            Desk.Expect(ExitCode.Good, "validate", folder);
        }
    }

    [Fact]
    public void A_new_brand_is_not_put_over_another()
    {
        using var desk = new Desk();
        desk.Write("tea/brand.json", "mine");
        Assert.Contains(
            "not empty",
            Desk.Expect(ExitCode.Failed, "new", desk.PathTo("tea"), "--id", "tea", "--name", "Tea"),
            StringComparison.Ordinal
        );
        Assert.Equal("mine", File.ReadAllText(desk.PathTo("tea/brand.json")));
        Desk.Expect(ExitCode.Failed, "new", desk.PathTo("b"), "--id", "tea", "--name", "Tea", "--primary", "red");
        Assert.Contains(
            "CSB002",
            Desk.Expect(ExitCode.Bad, "new", desk.PathTo("c"), "--id", "../tea", "--name", "Tea"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Validate_names_every_mistake_and_warning()
    {
        using var desk = new Desk();
        desk.Write("brand.json", """{ "schemaVersion": 1, "id": "tea", "name": "Tea", "colour": {} }""")
            .Write("strings.en.json", """{ "connection.online": "Samovar" }""");
        var said = Desk.Expect(ExitCode.Bad, "validate", desk.Folder, "--foreign", "samovar");
        Assert.Contains("brand.json(1,51): error CSB001: 'colour' is not known.", said, StringComparison.Ordinal);
        Assert.Contains("strings.en.json(1,24): error CSB061", said, StringComparison.Ordinal);
        Assert.Contains(".: warning CSB037", said, StringComparison.Ordinal);
        Assert.Contains("2 mistakes, 1 warnings.", said, StringComparison.Ordinal);
        Assert.Contains("no mistakes", Desk.Expect(ExitCode.Good, "validate", Desk.Zomlike), StringComparison.Ordinal);
        Desk.Expect(ExitCode.Bad, "validate", desk.PathTo("no-such-folder"));
    }

    [Fact]
    public void Explain_says_which_layer_decided()
    {
        var said = Desk.Expect(ExitCode.Good, "explain", Desk.Zomlike, "text:connection.online", "--culture", "de");
        Assert.StartsWith("text:connection.online = Du bist drin!\ndecided by zomlike (de)\n", said, StringComparison.Ordinal);
        Assert.Contains("  neutral (de): Online\n", said, StringComparison.Ordinal);
        Assert.Contains("  zomlike: -\n", Desk.Expect(ExitCode.Good, "explain", Desk.Zomlike, "policy.trust"), StringComparison.Ordinal);
        Assert.Contains(
            "Did you mean 'policy.trust'?",
            Desk.Expect(ExitCode.Failed, "explain", Desk.Zomlike, "policy.trusst"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Explain_lists_every_key_that_it_can_explain()
    {
        var keys = Desk.Expect(ExitCode.Good, "explain", Desk.Zomlike).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(BrandCatalog.Texts.Count + BrandCatalog.Assets.Count + BrandCatalog.Settings.Count, keys.Length);
        Assert.Contains("color.primary", keys);
        Assert.Contains("asset:logo", keys);
        Assert.Contains("text:connection.online", keys);
    }

    [Fact]
    public void A_brand_with_mistakes_is_not_shown_explained_or_drawn()
    {
        using var desk = new Desk();
        desk.Write("brand.json", "{}");
        Assert.Contains("CSB001", Desk.Expect(ExitCode.Bad, "explain", desk.Folder, "policy.trust"), StringComparison.Ordinal);
        Assert.Contains("CSB001", Desk.Expect(ExitCode.Bad, "preview", desk.Folder, "--out", desk.PathTo("out")), StringComparison.Ordinal);
        Assert.Contains("CSB001", Desk.Expect(ExitCode.Bad, "icons", desk.Folder, "--out", desk.PathTo("out")), StringComparison.Ordinal);
        Assert.False(Directory.Exists(desk.PathTo("out")));
    }
}
