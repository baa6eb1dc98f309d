// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Tests;

namespace ChatSecure.Architecture.Tests.House;

/// <summary>Rules over the files of the repository, each also shown to find a planted breach.</summary>
public sealed class FileRuleTests
{
    public static TheoryData<string> Rules => [.. FileRule.All.Select(rule => rule.Name)];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Every_file_keeps_the_rule(string name)
    {
        var rule = FileRule.All.Single(rule => rule.Name == name);
        var covered = Repository.Files().Where(rule.Covers).ToList();
        Assert.NotEmpty(covered);
        Assert.Empty(
            covered.SelectMany(file => rule.Breaches(File.ReadAllText(Repository.PathTo(file))).Select(breach => $"{file}: {breach}"))
        );
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_planted_breach_is_found(string name)
    {
        var rule = FileRule.All.Single(rule => rule.Name == name);
        Assert.NotEmpty(rule.Breaches(rule.PlantedBreach));
    }

    [Fact]
    public void Every_project_is_in_the_solution_but_those_that_need_the_native_compiler_or_the_packages()
    {
        var solution = File.ReadAllText(Repository.PathTo("ChatSecureCore.sln"));
        var projects = Repository
            .Files()
            .Where(file => file.EndsWith(".csproj", StringComparison.Ordinal) && file != "tests/Aot.App/Aot.App.csproj")
            .Where(file => !file.StartsWith("samples/Zomlike/", StringComparison.Ordinal)) // built by the fork drill
            .Where(file => !file.Contains("/content/", StringComparison.Ordinal)); // made an app of by a test
        Assert.DoesNotContain(projects, project => !solution.Contains($"\"{project.Replace('/', '\\')}\"", StringComparison.Ordinal));
    }
}
