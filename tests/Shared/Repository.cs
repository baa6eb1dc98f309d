// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Tests;

/// <summary>The working tree that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The configuration that the tests were built in, as the folder below artifacts/bin/PROJECT is called.</summary>
    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Name;

    public static string PathTo(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>Every file that is, or by a plain `git add` would be, under version control; relative to the root, with slashes.</summary>
    public static IReadOnlyList<string> Files() =>
        [
            .. Programs
                .Run("git", ["ls-files", "--cached", "--others", "--exclude-standard"])
                .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Distinct()
                .Where(file => File.Exists(PathTo(file))),
        ];

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ChatSecureCore.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside of the repository that they were built in.");
    }
}
