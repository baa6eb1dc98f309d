// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;

namespace ChatSecure.Integration.Tests.Terminal.Pictures;

/// <summary>In which colours and style a terminal writes (ECMA-48, SGR).</summary>
internal sealed record AnsiStyle
{
    // Null is the terminal's own, a number one of its sixteen, anything else has no name.
    private string? Front { get; init; }

    private string? Back { get; init; }

    private bool IsBold { get; init; }

    private bool IsFaint { get; init; }

    private bool IsReversed { get; init; }

    private bool IsUnderlined { get; init; }

    /// <summary>The style after a sequence.</summary>
    /// <param name="codes">Its numbers, such as <c>1;31</c>; empty to forget all.</param>
    public AnsiStyle With(string codes)
    {
        var numbers = codes.Split(';', ':').Select(code => code.Length == 0 ? 0 : int.Parse(code, CultureInfo.InvariantCulture)).ToList();
        var style = this;
        for (var i = 0; i < numbers.Count; i++)
        {
            style = numbers[i] switch
            {
                0 => new(),
                1 => style with { IsBold = true },
                2 => style with { IsFaint = true },
                4 => style with { IsUnderlined = true },
                7 => style with { IsReversed = true },
                22 => style with { IsBold = false, IsFaint = false },
                24 => style with { IsUnderlined = false },
                27 => style with { IsReversed = false },
                >= 30 and <= 37 and var front => style with { Front = Named(front - 30) },
                >= 90 and <= 97 and var front => style with { Front = Named(front - 82) },
                >= 40 and <= 47 and var back => style with { Back = Named(back - 40) },
                >= 100 and <= 107 and var back => style with { Back = Named(back - 92) },
                39 => style with { Front = null },
                49 => style with { Back = null },
                38 => style with { Front = Extended(numbers, ref i) },
                48 => style with { Back = Extended(numbers, ref i) },
                _ => style,
            };
        }

        return style;
    }

    /// <summary>The same for a browser.</summary>
    public string Css(AnsiScheme scheme)
    {
        var (front, back) = (Of(Front, scheme) ?? scheme.Text, Of(Back, scheme) ?? scheme.Background);
        front = IsFaint ? $"color-mix(in srgb, {front} 70%, {back})" : front;
        (front, back) = IsReversed ? (back, front) : (front, back);
        return $"color:{front};background:{back}{(IsBold ? ";font-weight:bold" : "")}{(IsUnderlined ? ";text-decoration:underline" : "")}";
    }

    private static string Named(int index) => index.ToString(CultureInfo.InvariantCulture);

    private static string? Of(string? color, AnsiScheme scheme) =>
        int.TryParse(color, CultureInfo.InvariantCulture, out var index) ? scheme.Color(index) : color;

    private static string? Extended(List<int> numbers, ref int at)
    {
        switch (numbers.ElementAtOrDefault(at + 1))
        {
            case 5:
                at += 2;
                return Named(numbers[at] < 16 ? numbers[at] : throw new NotSupportedException("A colour beyond the sixteen has no name."));
            case 2:
                at += 4;
                return $"rgb({numbers[at - 2]},{numbers[at - 1]},{numbers[at]})";
            default:
                return null;
        }
    }
}
