// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Reflection;
using System.Text.RegularExpressions;
using ChatSecure.Branding;
using ChatSecure.Tests;

namespace ChatSecure.Architecture.Tests.House;

/// <summary>What a brand can say somebody says: makers of brands translate nothing that nobody reads.</summary>
public sealed partial class TextTests
{
    private static readonly Lazy<string[]> _sources = new(() =>
        [
            .. Repository
                .Files()
                .Where(file => file.StartsWith("src/", StringComparison.Ordinal) || file.StartsWith("samples/", StringComparison.Ordinal))
                .Where(file => !file.Contains("/tests/", StringComparison.Ordinal))
                .Where(file => Path.GetExtension(file) is ".cs" or ".razor")
                .Select(file => File.ReadAllText(Repository.PathTo(file))),
        ]
    );

    [Fact]
    public void Every_text_is_said_somewhere()
    {
        var said = new Said(_sources.Value);
        string[] unsaid = [.. BrandCatalog.Texts.Select(text => text.Id).Where(id => !said.Holds(id))];
        Assert.Empty(unsaid);
    }

    [Fact]
    public void A_text_that_nobody_says_is_found() => Assert.False(new Said(_sources.Value).Holds("about.nobodySays"));

    [GeneratedRegex("\"([a-z][A-Za-z0-9]*(?:\\.[A-Za-z0-9]+)+)\"")]
    private static partial Regex Whole();

    [GeneratedRegex("\"((?:[a-z][A-Za-z0-9]*\\.)(?:[A-Za-z0-9]+\\.)*)(?:\\{|\")")]
    private static partial Regex Beginning();

    // By its id, by the beginning of its id and a last part that is put there, or for a value of the vocabulary.
    private sealed class Said(string[] sources)
    {
        private readonly HashSet<string> _ids =
        [
            .. sources.SelectMany(source => Whole().Matches(source)).Select(match => match.Groups[1].Value),
            .. typeof(TextId)
                .GetMethods(BindingFlags.Public | BindingFlags.Static)
                .Where(method => method.GetParameters() is [{ ParameterType.IsEnum: true }])
                .SelectMany(method =>
                    Enum.GetValues(method.GetParameters()[0].ParameterType)
                        .Cast<object>()
                        .Select(value => (string)method.Invoke(null, [value])!)
                ),
        ];

        private readonly HashSet<string> _beginnings =
        [
            .. sources.SelectMany(source => Beginning().Matches(source)).Select(match => match.Groups[1].Value),
        ];

        public bool Holds(string id) => _ids.Contains(id) || _beginnings.Contains(id[..(id.LastIndexOf('.') + 1)]);
    }
}
