// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Addressing;
using ChatSecure.Encryption;
using ChatSecure.Errors;

namespace ChatSecure.Branding.Tests;

public sealed class LoadTests
{
    [Fact]
    public void The_smallest_brand_takes_everything_else_from_the_default()
    {
        using var folder = new BrandFolder();
        var brand = folder.Load();
        Assert.Equal(("acme", "Acme Talk", null), (brand.Id, brand.Name, brand.BasedOn));
        Assert.Equal(Brand.Neutral.Colors, brand.Colors);
        Assert.Equal(new BrandPolicy(TrustPolicy.BlindTrustBeforeVerification, false), brand.Policy);
        Assert.Equal("Welcome to Acme Talk.", brand.Text("onboarding.welcome"));
        Assert.Equal(
            ("acme", "acme", "acme"),
            (brand.Identity.DataDirectoryName, brand.Identity.ResourcePrefix, brand.Identity.SecretServiceName)
        );
    }

    [Fact]
    public void Every_mistake_is_named_at_once_with_file_line_and_column()
    {
        using var folder = new BrandFolder(
            """
            {
              "schemaVersion": 1,
              "id": "acme",
              "name": "Acme",
              "polcy": {},
              "policy": { "trust": "sometimes", "requireEncrypton": true }
            }
            """
        );
        folder.Write("strings.en.json", "{\n  \"connection.onlin\": \"On\"\n}");
        var exception = Assert.Throws<BrandException>(() => folder.Load());
        Assert.Equal(ErrorKind.InvalidInput, exception.Kind);
        Assert.Equal(
            [
                "brand.json(5,3): error CSB001: 'polcy' is not known.",
                "brand.json(6,24): error CSB002: 'policy.trust': expected one of blindTrustBeforeVerification, firstUse, manual, verifiedOnly.",
                "brand.json(6,37): error CSB001: 'policy.requireEncrypton' is not known. Did you mean 'policy.requireEncryption'?",
                "strings.en.json(2,23): error CSB010: There is no text 'connection.onlin' to override. Did you mean 'connection.online'?",
            ],
            exception.Errors.Select(error => error.ToString())
        );
        Assert.All(exception.Errors, error => Assert.Contains(error.ToString(), exception.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "CSB001", 1, 1)]
    [InlineData("[]", "CSB001", 1, 1)]
    [InlineData("{ \"schemaVersion\": 1, \"id\": \"acme\" }", "CSB001", 1, 1)]
    [InlineData("{\n \"id\": \"acme\",\n \"id\": \"acme\", \"schemaVersion\": 1, \"name\": \"A\" }", "CSB001", 3, 2)]
    [InlineData("{\n // no\n}", "CSB001", 2, 2)]
    [InlineData("{ \"schemaVersion\": 2, \"id\": \"acme\", \"name\": \"A\" }", "CSB002", 1, 20)]
    [InlineData("{ \"schemaVersion\": 1, \"id\": \"Acme\", \"name\": \"A\" }", "CSB002", 1, 29)]
    [InlineData("{ \"schemaVersion\": 1, \"id\": \"../x\", \"name\": \"A\" }", "CSB002", 1, 29)]
    [InlineData("{ \"schemaVersion\": 1, \"id\": \"acme\", \"name\": \" A\" }", "CSB002", 1, 45)]
    [InlineData("{ \"schemaVersion\": 1, \"id\": \"acme\", \"name\": \"A\\u202eB\" }", "CSB002", 1, 45)]
    [InlineData("{ \"schemaVersion\": 1, \"id\": \"acme\", \"name\": \"\\ud800\" }", "CSB001", 1, 45)]
    [InlineData("{ \"schemaVersion\": 1, \"id\": \"unbranded\", \"name\": \"A\" }", "CSB012", 1, 29)]
    [InlineData("{ \"schemaVersion\": 1, \"id\": \"acme\", \"name\": \"A\", \"culture\": \"no such\" }", "CSB002", 1, 61)]
    public void A_broken_manifest_is_refused(string manifest, string code, int line, int column)
    {
        using var folder = new BrandFolder(manifest);
        Assert.Contains(folder.Refusal(), error => (error.Code, error.Line, error.Column) == (code, line, column));
    }

    [Theory]
    [InlineData("\"server\": \"not a domain\"", "CSB002")]
    [InlineData("\"server\": \"a@b.example\"", "CSB002")]
    [InlineData("\"server\": \"a.example\", \"servers\": [{ \"domain\": \"b.example\" }]", "CSB040")]
    [InlineData("\"servers\": [{ \"domain\": \"b.example\" }, { \"domain\": \"B.example\" }]", "CSB002")]
    [InlineData("\"servers\": [{ \"name\": \"b\" }]", "CSB002")]
    [InlineData("\"servers\": [{ \"domain\": \"b.example\", \"pin\": \"x\" }]", "CSB002")]
    [InlineData("\"domainLock\": \"locked\"", "CSB041")]
    [InlineData("\"domainLock\": \"default\"", "CSB041")]
    [InlineData("\"retiredServers\": [{ \"domain\": \"a.example\" }]", "CSB002")]
    [InlineData("\"retiredServers\": [{ \"domain\": \"a.example\", \"moveTo\": \"not a domain\" }]", "CSB002")]
    [InlineData("\"retiredServers\": [{ \"domain\": \"a.example\", \"moveTo\": \"b.example\", \"when\": \"now\" }]", "CSB002")]
    [InlineData(
        "\"retiredServers\": [{ \"domain\": \"a.example\", \"moveTo\": \"b.example\" }, { \"domain\": \"A.example\", \"moveTo\": \"c.example\" }]",
        "CSB002"
    )]
    [InlineData("\"retiredServers\": [{ \"domain\": \"a.example\", \"moveTo\": \"a.example\" }]", "CSB042")]
    [InlineData(
        "\"servers\": [{ \"domain\": \"b.example\" }], \"domainLock\": \"locked\", \"retiredServers\": [{ \"domain\": \"a.example\", \"moveTo\": \"c.example\" }]",
        "CSB042"
    )]
    [InlineData("\"groupService\": \"rooms@a.example\"", "CSB002")]
    public void Servers_that_make_no_sense_are_refused(string defaults, string code)
    {
        using var folder = With($"\"defaults\": {{ {defaults} }}");
        Assert.Equal(code, Assert.Single(folder.Refusal()).Code);
    }

    [Fact]
    public void A_locked_brand_allows_its_own_servers_only()
    {
        using var folder = With(
            """
            "defaults": { "server": "Home.example", "domainLock": "locked" }
            """
        );
        var defaults = folder.Load().Defaults;
        Assert.Equal("home.example", defaults.DefaultServer);
        Assert.Equal([new BrandServer("home.example", "home.example")], defaults.Servers);
        Assert.True(defaults.AllowsDomain("HOME.example"));
        Assert.False(defaults.AllowsDomain("evil.example"));
        Assert.False(defaults.AllowsDomain("home.example/x"));
        Assert.True(Brand.Neutral.Defaults.AllowsDomain("any.example"));
        Assert.Equal(Jid.Parse($"alice@{defaults.DefaultServer}"), defaults.Complete(" alice "));
        Assert.Equal(Jid.Parse("alice@other.example"), defaults.Complete("alice@other.example"));
        Assert.Null(defaults.Complete("alice@other.example/phone"));
        Assert.Null(defaults.Complete(""));
        Assert.Null(Brand.Neutral.Defaults.Complete("alice"));
    }

    [Theory]
    [InlineData("light", "{ \"light\": \"#ffffff\", \"dark\": \"#000000\" }")]
    [InlineData("dark", "{ \"light\": \"#000000\", \"dark\": \"#555555\" }")]
    public void Text_that_cannot_be_read_is_refused(string appearance, string text)
    {
        using var folder = With($"\"color\": {{ \"background\": {{ \"light\": \"#ffffff\", \"dark\": \"#444444\" }}, \"text\": {text} }}");
        Assert.Contains(folder.Refusal(), error => error.Code == "CSB003" && error.Message.Contains(appearance, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{ \"light\": \"#fff\", \"dark\": \"#000000\" }")]
    [InlineData("{ \"dark\": \"#ffffff\" }")]
    [InlineData("{ \"light\": \"#ffffff\", \"dark\": \"#000000\", \"dim\": \"#000000\" }")]
    [InlineData("\"#ffffff\"")]
    [InlineData("{ \"light\": \"#gggggg\", \"dark\": \"#+00000\" }")]
    public void A_colour_is_hexadecimal_and_names_its_appearances(string color)
    {
        using var folder = With($"\"color\": {{ \"primary\": {color} }}");
        Assert.Equal("CSB002", Assert.Single(folder.Refusal()).Code);
    }

    [Fact]
    public void A_file_that_is_no_part_of_a_brand_is_refused_and_papers_are_not()
    {
        using var folder = new BrandFolder();
        folder.Write("README.md", "hello").Write("strings.json", "{}").Write("Strings.en.json", "{}");
        Assert.Equal(
            [("CSB011", "Strings.en.json"), ("CSB011", "strings.json")],
            folder.Refusal().Select(error => (error.Code, error.File))
        );
    }

    [Fact]
    public void A_folder_that_is_not_there_is_refused()
    {
        var exception = Assert.Throws<BrandException>(() => Brand.Load(Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"))));
        Assert.Contains(exception.Errors, error => error.Code == "CSB000");
    }

    [Fact]
    public void A_byte_order_mark_is_fine_and_other_encodings_are_not()
    {
        using var folder = new BrandFolder();
        folder.Write("brand.json", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(BrandFolder.Manifest)]);
        Assert.Equal("acme", folder.Load().Id);
        folder.Write("brand.json", Encoding.Latin1.GetBytes(BrandFolder.Manifest.Replace("Talk", "Gespräch", StringComparison.Ordinal)));
        Assert.Contains(folder.Refusal(), error => error.Message == "The file is not UTF-8.");
    }

    [Fact]
    public void Columns_count_characters()
    {
        using var folder = new BrandFolder("""{ "schemaVersion": 1, "id": "acme", "name": "Größe", "x": 1 }""");
        Assert.Equal(54, Assert.Single(folder.Refusal()).Column);
    }

    [Fact]
    public void Half_a_file_never_starts()
    {
        var whole = File.ReadAllBytes(Repository.Path("samples", "Zomlike", "brand", "brand.json"));
        for (var length = 0; length < whole.Length - 2; length += 17)
        {
            using var folder = new BrandFolder(null);
            folder.Write("brand.json", whole[..length]);
            Assert.NotEmpty(folder.Refusal());
        }
    }

    [Fact]
    public void A_report_does_not_grow_without_end()
    {
        using var folder = new BrandFolder();
        folder.Write("strings.en.json", "{" + string.Join(',', Enumerable.Range(0, 5000).Select(i => $"\"no.such{i}\":\"x\"")) + "}");
        Assert.Equal(200, folder.Refusal().Count);
    }

    [Fact]
    public void A_manifest_of_unknown_keys_does_not_cost_us_much()
    {
        using var folder = new BrandFolder("{" + string.Join(',', Enumerable.Range(0, 5000).Select(i => $"\"no.such{i}\":1")) + "}");
        Assert.Equal(200, folder.Refusal().Count);
    }

    private static BrandFolder With(string members) => new($$"""{ "schemaVersion": 1, "id": "acme", "name": "Acme", {{members}} }""");
}
