// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Tests;

namespace ChatSecure.Architecture.Tests.Documentation;

/// <summary>Documents show code that compiles and link to what is there.</summary>
public sealed class DocumentationTests
{
    private const string Source = """
        internal static class Shown
        {
            public static void Run()
            {
                #region first
                var friend = "bob";
                if (friend is not null)
                {
                    Send(friend);
                }
                #endregion
            }
        }
        """;

    private const string Good = """
        Text.

        <!-- snippet: samples/Shown.cs#first -->
        ```csharp
        var friend = "bob";
        if (friend is not null)
        {
            Send(friend);
        }
        ```

        ```
        not C#
        ```

        """;

    public static TheoryData<string> Documents =>
        [
            .. Repository
                .Files()
                .Where(file => file.EndsWith(".md", StringComparison.Ordinal) && !file.StartsWith("docs/xeps/", StringComparison.Ordinal)),
        ];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_block_of_code_is_a_region_of_a_file_that_compiles(string document)
    {
        var breaches = Snippets.Breaches(File.ReadAllText(Repository.PathTo(document)), ReadCompiled).ToList();
        Assert.True(breaches.Count == 0, string.Join(Environment.NewLine, breaches));
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_link_within_the_repository_leads_somewhere(string document)
    {
        var path = Repository.PathTo(document);
        Assert.Empty(Links.Breaches(Path.GetDirectoryName(path)!, File.ReadAllText(path)));
    }

    [Fact]
    public void A_block_that_equals_its_region_passes() => Assert.Empty(Snippets.Breaches(Good, _ => Source));

    [Theory]
    [InlineData("Send(friend);", "Send(fiend);", "is not the region")]
    [InlineData("    Send(friend);", "Send(friend);", "is not the region")]
    [InlineData("#first", "#second", "has no region second")]
    [InlineData("<!-- snippet: samples/Shown.cs#first -->\n", "", "without <!-- snippet")]
    [InlineData("<!-- snippet: samples/Shown.cs#first -->\n```csharp", "```cs", "without <!-- snippet")]
    [InlineData("not C#\n", "```\n\n```csharp\nplanted\n", "without <!-- snippet")]
    public void A_planted_mismatch_is_found(string good, string planted, string complaint)
    {
        Assert.Contains(good, Good, StringComparison.Ordinal);
        var breach = Assert.Single(Snippets.Breaches(Good.Replace(good, planted, StringComparison.Ordinal), _ => Source));
        Assert.Contains(complaint, breach, StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_that_is_not_there_is_found() =>
        Assert.Contains("there is no", Assert.Single(Snippets.Breaches(Good, _ => null)), StringComparison.Ordinal);

    [Fact]
    public void A_region_must_be_the_only_one_of_its_name() => Assert.Null(Snippets.Region(Source + "\n" + Source, "first"));

    [Theory]
    [InlineData("[a](missing.md)")]
    [InlineData("[a](missing.md#part)")]
    [InlineData("![a](images/missing.svg)")]
    [InlineData("<img src=\"images/missing.svg\" >")]
    public void A_planted_dead_link_is_found(string text) => Assert.Single(Links.Breaches(Repository.Root, text));

    /// <summary>A source file that the solution compiles: one below src, samples or tests.</summary>
    private static string? ReadCompiled(string path) =>
        path.Split('/') is ["src" or "samples" or "tests", .., var name]
        && name.EndsWith(".cs", StringComparison.Ordinal)
        && File.Exists(Repository.PathTo(path))
            ? File.ReadAllText(Repository.PathTo(path))
            : null;
}
