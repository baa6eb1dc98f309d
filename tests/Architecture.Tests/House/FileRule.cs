// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.RegularExpressions;

namespace ChatSecure.Architecture.Tests.House;

/// <summary>One rule over the text of files: which files it covers, what breaks it, and a text that does.</summary>
internal sealed partial record FileRule(
    string Name,
    Func<string, bool> Covers,
    Func<string, IEnumerable<string>> Breaches,
    string PlantedBreach
)
{
    private const int LineCeiling = 500;
    private const string Notice = "subject to the terms of the Mozilla Public License, v. 2.0";

    public static IReadOnlyList<FileRule> All { get; } =
    [
        new(
            "The licence's notice stands in the first lines",
            file => Ends(file, ".cs", ".sh", ".py", ".lua", ".razor") || IsScript(file),
            text => text.Split('\n').Take(3).Any(line => line.Contains(Notice, StringComparison.Ordinal)) ? [] : ["no notice"],
            "namespace ChatSecure;\n"
        ),
        new(
            "A file ends before line 500",
            file => Ends(file, ".cs", ".razor"),
            text => text.Count(c => c == '\n') is > LineCeiling and var lines ? [$"{lines} lines"] : [],
            new string('\n', LineCeiling + 1)
        ),
        new("Nothing names a machine's own path", IsText, text => Matches(MachinePath(), text), "see /" + "root/notes"),
        new("Nothing names a package registry", IsText, text => Matches(Registry(), text), "https://api.nuget" + ".org/v3/index.json"),
        new(
            "Nothing is unfinished or silenced",
            file => Ends(file, ".cs", ".razor") && !file.EndsWith("House/FileRule.cs", StringComparison.Ordinal),
            text => Matches(Unfinished(), text),
            "throw new NotImplementedException();"
        ),
        new(
            "No package accepts a certificate unseen, starts a program or loads code",
            file => file.StartsWith("src/", StringComparison.Ordinal) && Ends(file, ".cs", ".razor"),
            text => Matches(Reckless(), text),
            "options.RemoteCertificateValidationCallback = (_, _, _, _) => true;"
        ),
    ];

    private static bool IsScript(string file) => Path.GetDirectoryName(file) is "build" or ".ci" && Path.GetExtension(file).Length == 0;

    private static bool IsText(string file) =>
        !Ends(file, ".png", ".lock.json") && !file.EndsWith("packages.lock.json", StringComparison.Ordinal);

    private static bool Ends(string file, params string[] extensions) =>
        extensions.Any(extension => file.EndsWith(extension, StringComparison.Ordinal));

    private static IEnumerable<string> Matches(Regex pattern, string text) => pattern.Matches(text).Select(match => match.Value);

    [GeneratedRegex(@"(?<![\w.~-])/(work|root|home|farm)/|\.\./shared\b")]
    private static partial Regex MachinePath();

    [GeneratedRegex(
        @"\b(api\.nuget|registry\.npmjs|deb\.debian|security\.debian|files\.pythonhosted|proxy\.golang|static\.crates)\.(org|io)\b"
    )]
    private static partial Regex Registry();

    [GeneratedRegex(
        @"Certificate\w*Callback\s*=\s*[^;]*=>\s*true\b|DangerousAcceptAny\w*|\bProcess(StartInfo|\.Start)\b|\bAssembly(LoadContext|\.Load\w*)\b"
    )]
    private static partial Regex Reckless();

    [GeneratedRegex(
        @"\bnew NotImplementedException\b|\b(TODO|FIXME|HACK)\b|#pragma warning disable|\bSkip *= *""|\[SuppressMessage\((?![^\]]*Justification)"
    )]
    private static partial Regex Unfinished();
}
