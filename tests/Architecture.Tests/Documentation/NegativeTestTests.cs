// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Text.RegularExpressions;
using ChatSecure.Tests;

namespace ChatSecure.Architecture.Tests.Documentation;

/// <summary>The list of what must not work names tests and bounds that exist, for every group.</summary>
public sealed partial class NegativeTestTests
{
    private const int Groups = 27;
    private const int Demands = 44;
    private static readonly string _document = File.ReadAllText(Repository.PathTo("docs", "security", "negative-tests.md"));
    private static readonly HashSet<string> _tests =
    [
        .. Sources("tests/").Concat(Sources("samples/Zomlike/tests/")).SelectMany(file => TestsOf(File.ReadAllText(file))),
    ];
    private static readonly ILookup<string, string> _constants = Sources("src/")
        .SelectMany(file => ConstantsOf(Path.GetFileNameWithoutExtension(file).Split('.')[0], File.ReadAllText(file)))
        .ToLookup(pair => pair.Name, pair => pair.Value);

    [Fact]
    public void Every_group_has_its_tests()
    {
        var groups = Heading().Split(_document)[1..];
        Assert.Equal(Groups, groups.Length / 2);
        for (var group = 0; group < Groups; group++)
        {
            Assert.Equal((group + 1).ToString(CultureInfo.InvariantCulture), groups[2 * group]);
            Assert.NotEmpty(NamedIn(groups[2 * group + 1].Split("\n## ")[0]));
        }
    }

    [Theory]
    [InlineData("docs/security/negative-tests.md")]
    [InlineData("docs/guides/branding-features.md")]
    [InlineData("docs/guides/zom-list.md")]
    public void Every_test_that_is_named_exists(string document)
    {
        var named = NamedIn(File.ReadAllText(Repository.PathTo(document))).ToList();
        Assert.NotEmpty(named);
        Assert.Empty(named.Except(_tests));
    }

    [Fact]
    public void Every_demand_on_branding_has_its_test()
    {
        var rows = Demand().Matches(File.ReadAllText(Repository.PathTo("docs", "guides", "branding-features.md"))).ToList();
        Assert.Equal(Enumerable.Range(1, Demands), rows.Select(row => int.Parse(row.Groups["number"].Value, CultureInfo.InvariantCulture)));
        Assert.All(rows, row => Assert.NotEmpty(NamedIn(row.Groups["tests"].Value)));
    }

    [Fact]
    public void Every_bound_is_what_the_code_says()
    {
        var bounds = Bound().Matches(_document).ToList();
        Assert.NotEmpty(bounds);
        foreach (var bound in bounds)
        {
            var (most, name) = (bound.Groups["most"].Value, bound.Groups["name"].Value);
            var value = Assert.Single(_constants[name]);
            Assert.True(Number(most) == Product(value), $"{name} is {value} and not {most}");
        }
    }

    [Theory]
    [InlineData("public sealed class T { [Fact] public void Plan_ted() { } }", "T.Plan_ted")]
    [InlineData("public sealed class T { [Theory] [InlineData(1)] public async Task Plan_ted(int i) { } }", "T.Plan_ted")]
    [InlineData("class A { } public sealed partial class T : IDisposable { [Fact] public void Plan_ted() { } }", "T.Plan_ted")]
    public void A_test_is_found(string source, string name) => Assert.Contains(name, TestsOf(source));

    [Theory]
    [InlineData("public sealed class T { public void Plan_ted() { } }")]
    [InlineData("public sealed class T { [Fact] public void Other() { } public void Plan_ted() { } }")]
    [InlineData("public sealed class Other { [Fact] public void Plan_ted() { } }")]
    public void What_is_no_such_test_is_not_taken_for_one(string source) => Assert.DoesNotContain("T.Plan_ted", TestsOf(source));

    [Theory]
    [InlineData("8 MiB", "8 * 1024 * 1024", true)]
    [InlineData("10,000", "10_000", true)]
    [InlineData("4 Mi", "4 * 1024 * 1024", true)]
    [InlineData("10,000", "1000", false)]
    public void Numbers_are_compared(string written, string code, bool same) => Assert.Equal(same, Number(written) == Product(code));

    private static IEnumerable<string> Sources(string folder) =>
        Repository
            .Files()
            .Where(file => file.StartsWith(folder, StringComparison.Ordinal) && file.EndsWith(".cs", StringComparison.Ordinal))
            .Select(file => Repository.PathTo(file));

    private static IEnumerable<string> NamedIn(string text) => Named().Matches(text).Select(match => match.Groups[1].Value);

    private static IEnumerable<string> TestsOf(string source)
    {
        var type = string.Empty;
        foreach (Match match in TypeOrTest().Matches(source))
        {
            if (match.Groups["type"].Success)
            {
                type = match.Groups["type"].Value;
            }
            else
            {
                yield return $"{type}.{match.Groups["test"].Value}";
            }
        }
    }

    private static IEnumerable<(string Name, string Value)> ConstantsOf(string type, string source) =>
        Constant().Matches(source).Select(match => ($"{type}.{match.Groups["name"].Value}", match.Groups["value"].Value));

    private static long Number(string written)
    {
        var parts = written.Split(' ');
        var number = long.Parse(parts[0], NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
        return parts is [_, var unit] ? number * (unit[0] == 'M' ? 1024 * 1024 : 1024) : number;
    }

    private static long Product(string code) =>
        code.Replace("_", string.Empty, StringComparison.Ordinal)
            .Split(" * ")
            .Aggregate(1L, (product, factor) => product * long.Parse(factor, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"^## (\d+)\. .*$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\| (?<number>\d+) \|(?<tests>.*)$", RegexOptions.Multiline)]
    private static partial Regex Demand();

    [GeneratedRegex(@"`(\w+Tests\.\w+)`")]
    private static partial Regex Named();

    [GeneratedRegex(@"^\|[^|]+\| (?<most>[\d,]+(?: (?:MiB|Mi|Ki))?) \| `(?<name>\w+\.\w+)` \|$", RegexOptions.Multiline)]
    private static partial Regex Bound();

    [GeneratedRegex(
        @"^(?!\s*//)[^""\n]*\bclass (?<type>\w+)|\[(?:Fact|Theory)\b(?:(?!\bpublic\b)[\s\S])*\bpublic (?:async )?\w+ (?<test>\w+)\(",
        RegexOptions.Multiline
    )]
    private static partial Regex TypeOrTest();

    [GeneratedRegex(
        @"(?:const \w+ (?<name>Max\w+) = (?<value>\d[\d_]*(?: \* \d+)*);|int (?<name>Max\w+) \{ get; init; \} = (?<value>\d[\d_]*(?: \* \d+)*);)"
    )]
    private static partial Regex Constant();
}
