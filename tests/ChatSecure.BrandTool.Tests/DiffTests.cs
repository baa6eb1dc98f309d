// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.IO.Compression;

namespace ChatSecure.BrandTool.Tests;

public sealed class DiffTests
{
    private const string Schema = """
        { "properties": { "$schema": {}, "id": {}, "policy": { "properties": { "trust": {}, "old": {} } } } }
        """;

    [Fact]
    public void An_upgrade_report_says_what_is_to_do_for_a_brand_and_what_is_new()
    {
        using var desk = new Desk();
        Version(
            desk,
            "1.0.0",
            """{ "a.gone": "x", "a.kept": "same", "a.mine": "You have {n}", "a.other": "before", "a.renamed": "r" }""",
            """{ "id": "n", "policy": { "trust": "blind", "old": true } }""",
            Schema
        );
        Version(
            desk,
            "2.0.0",
            """{ "a.kept": "same", "a.mine": "You have got {n}", "a.other": "after", "a.new": "hello", "a.now": "r" }""",
            """{ "id": "n", "policy": { "trust": "first" } }""",
            """{ "properties": { "id": {}, "policy": { "properties": { "trust": {}, "flag": {} } } } }""",
            """{ "texts": { "a.renamed": { "to": "a.now", "since": "2.0.0" } }, "assets": {}, "settings": {} }"""
        );
        desk.Write("brand/brand.json", """{ "id": "tea", "policy": { "old": false } }""")
            .Write("brand/strings.de.json", """{ "a.gone": "x", "a.mine": "Sie haben {n}", "a.renamed": "r" }""");
        var report = Desk.Expect(ExitCode.Bad, "diff", desk.PathTo("1.0.0"), desk.PathTo("2.0.0"), "--brand", desk.PathTo("brand"));
        Assert.Equal(
            """
            # 1.0.0 → 2.0.0

            Needs brand action: yes

            ## To do: the brand says what is gone (the build would stop)
            - text `a.gone`
            - setting `policy.old`

            ## To do: renamed (carried forward until the next major version)
            - `a.renamed` is `a.now`

            ## To do: the English under a text of yours has changed; does yours still say the same?
            - `a.mine`: You have {n} → You have got {n}

            ## New texts, in the neutral brand's words until you say them in yours
            - `a.new`: hello

            ## New settings, with what holds until you decide
            - `policy.flag`: nothing

            ## Other defaults
            - `policy.trust`: "blind" → "first"

            ## Other English
            - `a.other`: before → after

            """.ReplaceLineEndings("\n"),
            report
        );
    }

    [Fact]
    public void Without_a_brand_nothing_is_to_do()
    {
        using var desk = new Desk();
        Version(desk, "1", "{ \"a\": \"x\" }", "{}", Schema);
        Version(desk, "2", "{}", "{}", Schema);
        Assert.Contains(
            "Nothing changes",
            Desk.Expect(ExitCode.Good, "diff", desk.PathTo("1"), desk.PathTo("1")),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Nothing changes",
            Desk.Expect(ExitCode.Good, "diff", desk.PathTo("1"), desk.PathTo("2")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_package_file_is_read_as_its_folder_is()
    {
        using var desk = new Desk();
        Version(desk, "1", "{ \"a\": \"x\" }", "{}", Schema);
        Version(desk, "2", "{ \"a\": \"x\", \"b\": \"y\" }", "{}", Schema);
        ZipFile.CreateFromDirectory(desk.PathTo("2"), desk.PathTo("2.nupkg"));
        Assert.Contains("`b`: y", Desk.Expect(ExitCode.Good, "diff", desk.PathTo("1"), desk.PathTo("2.nupkg")), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_such_package_is_refused()
    {
        using var desk = new Desk();
        desk.Write("x.nupkg", "not a zip").Write("empty/x.txt", "");
        Version(desk, "1", "{}", "{}", Schema);
        foreach (
            var (where, said) in ((string, string)[])
                [(desk.PathTo("x.nupkg"), "not the package"), (desk.PathTo("empty"), "not the package"), ("9.9.9", "no version")]
        )
        {
            Assert.Contains(said, Desk.Expect(ExitCode.Failed, "diff", desk.PathTo("1"), where), StringComparison.Ordinal);
        }

        desk.Write("broken/brand.json", "{");
        Assert.Contains(
            "can't be read",
            Desk.Expect(ExitCode.Failed, "diff", desk.PathTo("1"), desk.PathTo("1"), "--brand", desk.PathTo("broken")),
            StringComparison.Ordinal
        );
    }

    private static void Version(Desk desk, string name, string texts, string manifest, string schema, string? renames = null) =>
        desk.Write($"{name}/default/strings.en.json", texts)
            .Write($"{name}/default/brand.json", manifest)
            .Write($"{name}/default/renames.json", renames ?? """{ "texts": {}, "assets": {}, "settings": {} }""")
            .Write($"{name}/default/assets/logo.svg", "<svg/>")
            .Write($"{name}/schema/brand.schema.json", schema);
}
