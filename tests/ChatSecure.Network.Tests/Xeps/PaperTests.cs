// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.RegularExpressions;
using System.Xml.Linq;
using ChatSecure.Network.Modules;

namespace ChatSecure.Network.Tests.Xeps;

/// <summary>What the papers in docs/xeps and doap.xml claim, against the code.</summary>
public sealed partial class PaperTests
{
    private static readonly string Root = FindRoot();
    private static readonly Dictionary<string, string> Papers = Directory
        .GetFiles(Path.Combine(Root, "docs", "xeps"), "*.md")
        .ToDictionary(path => Path.GetFileNameWithoutExtension(path)!, File.ReadAllText);

    public static TheoryData<Type> Extensions =>
        [
            .. typeof(IXmppModule)
                .Assembly.GetExportedTypes()
                .Where(type =>
                    type.Namespace?.StartsWith("ChatSecure.Network.Xeps.", StringComparison.Ordinal) == true
                    && (typeof(IXmppModule).IsAssignableFrom(type) || (type.IsAbstract && type.IsSealed))
                ),
        ];

    [Theory]
    [MemberData(nameof(Extensions))]
    public void Every_module_and_payload_has_a_paper(Type type) =>
        Assert.Contains(Papers.Values, paper => paper.Contains($"`{type.Name}`", StringComparison.Ordinal));

    [Fact]
    public void The_papers_and_the_project_description_name_the_same_specifications()
    {
        XNamespace rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
        XNamespace xmpp = "https://linkmauve.fr/ns/xmpp-doap#";
        var claims = XDocument
            .Load(Path.Combine(Root, "doap.xml"))
            .Descendants(xmpp + "SupportedXep")
            .Select(xep =>
            {
                var number = XepNumber().Match(xep.Element(xmpp + "xep")!.Attribute(rdf + "resource")!.Value).Groups[1].Value;
                return $"{number} {xep.Element(xmpp + "version")!.Value}";
            })
            .Order();
        var papers = Papers
            .Where(paper => char.IsAsciiDigit(paper.Key[0]))
            .Select(paper => $"{paper.Key[..4]} {VersionRead().Match(paper.Value).Groups[1].Value}")
            .Order();

        Assert.Equal(papers, claims);
    }

    [Fact]
    public void Every_test_that_a_paper_names_is_there()
    {
        // Of all test projects: some rules are shown against real servers, some in the packages that show messages.
        var tests = Directory
            .EnumerateFiles(Path.Combine(Root, "tests"), "*Tests*.cs", SearchOption.AllDirectories)
            .SelectMany(file => TestMethod().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups[1].Value)
            .ToHashSet();
        var named = Papers.Values.SelectMany(paper => TestName().Matches(paper)).Select(match => match.Groups[1].Value).ToList();

        Assert.True(named.Count >= Papers.Count);
        Assert.Empty(named.Except(tests));
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "doap.xml")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("No doap.xml above the tests.");
        }

        return folder.FullName;
    }

    [GeneratedRegex("xep-([0-9]{4})")]
    private static partial Regex XepNumber();

    [GeneratedRegex(@"Version read: (\d+(?:\.\d+)*)")]
    private static partial Regex VersionRead();

    [GeneratedRegex(@"public (?:async )?(?:Task|void) (\w+_\w+)\(")]
    private static partial Regex TestMethod();

    [GeneratedRegex("`([A-Z]\\w*_[a-z]\\w*)`")]
    private static partial Regex TestName();
}
