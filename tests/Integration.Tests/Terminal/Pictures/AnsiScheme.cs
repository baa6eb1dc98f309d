// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Integration.Tests.Terminal.Pictures;

/// <summary>How a terminal shows its colours: a person chooses that, and an app names them only.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Background">What is behind everything.</param>
/// <param name="Text">What has no colour.</param>
internal sealed record AnsiScheme(string Name, string Background, string Text)
{
    // Those that many terminals come with.
    private static readonly string[] _colors =
    [
        "#2e3436",
        "#cc0000",
        "#4e9a06",
        "#c4a000",
        "#3465a4",
        "#75507b",
        "#06989a",
        "#d3d7cf",
        "#555753",
        "#ef2929",
        "#8ae234",
        "#fce94f",
        "#729fcf",
        "#ad7fa8",
        "#34e2e2",
        "#eeeeec",
    ];

    public static IReadOnlyList<AnsiScheme> All { get; } = [new("light", "#ffffff", "#171421"), new("dark", "#171421", "#d0cfcc")];

    /// <summary>One of the sixteen colours.</summary>
    public string Color(int index) => _colors[index];
}
