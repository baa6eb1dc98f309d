// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.RegularExpressions;

namespace ChatSecure.Architecture.Tests.Documentation;

/// <summary>The C# in documents is code that compiles: each block names the region of a source file that it shows, and shows just that.</summary>
internal static partial class Snippets
{
    /// <summary>What is wrong with the C# blocks of a document.</summary>
    /// <param name="document">The document's text.</param>
    /// <param name="readSource">Reads a source file by its path in the repository; null if there is none.</param>
    public static IEnumerable<string> Breaches(string document, Func<string, string?> readSource)
    {
        foreach (Match block in Block().Matches(document))
        {
            var line = 1 + document.AsSpan(0, block.Groups["fence"].Index).Count('\n');
            if (!block.Groups["path"].Success)
            {
                yield return $"line {line}: a C# block without <!-- snippet: path#region --> on the line before it";
                continue;
            }

            var (path, name) = (block.Groups["path"].Value, block.Groups["region"].Value);
            if (readSource(path) is not { } source)
            {
                yield return $"line {line}: there is no {path}";
            }
            else if (Region(source, name) is not { } region)
            {
                yield return $"line {line}: {path} has no region {name}, or several";
            }
            else if (region != block.Groups["code"].Value)
            {
                yield return $"line {line}: the block is not the region {name} of {path}, which is:\n{region}";
            }
        }
    }

    /// <summary>The lines of a region without their common indentation; null unless there is just one region of that name.</summary>
    public static string? Region(string source, string name)
    {
        var lines = source.Split('\n');
        var starts = lines.Index().Where(line => line.Item.Trim() == $"#region {name}").ToList();
        if (starts is not [var (start, _)])
        {
            return null;
        }

        var body = lines[(start + 1)..].TakeWhile(line => line.Trim() != "#endregion").ToList();
        var indentation = body.Where(line => line.Length > 0)
            .Select(line => line.Length - line.TrimStart(' ').Length)
            .DefaultIfEmpty()
            .Min();
        return string.Concat(body.Select(line => line[Math.Min(indentation, line.Length)..] + "\n"));
    }

    [GeneratedRegex(
        """^(<!--\ snippet:\ (?<path>[^#\s]+)\#(?<region>\S+)\ -->\n)?(?<fence>\ *```+\ *(csharp|cs|c\#)\b[^\n]*\n)(?<code>(?s:.*?))^\ *```""",
        RegexOptions.Multiline | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace
    )]
    private static partial Regex Block();
}
