// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.RegularExpressions;

namespace ChatSecure.Architecture.Tests.Documentation;

/// <summary>What a document links to within the repository, pictures included.</summary>
internal static partial class Links
{
    /// <summary>The links that lead nowhere.</summary>
    /// <param name="folder">The document's folder.</param>
    /// <param name="document">The document's text.</param>
    public static IEnumerable<string> Breaches(string folder, string document) =>
        Link()
            .Matches(InlineCode().Replace(document, string.Empty))
            .Select(match => match.Groups["target"].Value.Split('#')[0])
            .Where(target => target.Length > 0 && !target.Contains(':', StringComparison.Ordinal))
            .Where(target => !Path.Exists(Path.Combine(folder, target)))
            .Select(target => $"nothing is at {target}");

    [GeneratedRegex("""\]\((?<target>[^)\s]+)\)|(src|srcset|href)="(?<target>[^"]+)" """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Link();

    // What a reader is to write is no link of the document.
    [GeneratedRegex("`[^`\\n]*`")]
    private static partial Regex InlineCode();
}
