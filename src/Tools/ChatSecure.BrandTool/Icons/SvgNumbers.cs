// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Xml;
using SkiaSharp;

namespace ChatSecure.BrandTool.Icons;

/// <summary>Reads the numbers in a drawing's attributes.</summary>
internal static class SvgNumbers
{
    private static readonly char[] _separators = [' ', ',', '\t', '\r', '\n'];

    /// <summary>A number, in units of the drawing; null if the attribute is not there.</summary>
    public static float? Of(XmlReader reader, string name) =>
        reader.GetAttribute(name) is { } text ? One(text.EndsWith("px", StringComparison.Ordinal) ? text[..^2] : text) : null;

    /// <summary>Numbers between spaces and commas.</summary>
    public static float[] List(string text) => [.. text.Split(_separators, StringSplitOptions.RemoveEmptyEntries).Select(One)];

    /// <summary>The operations of a <c>transform</c> in one matrix.</summary>
    public static SKMatrix Transform(string text)
    {
        var result = SKMatrix.Identity;
        foreach (var operation in text.Split(')', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var open = operation.IndexOf('(', StringComparison.Ordinal);
            var name = open < 0 ? operation : operation[..open].Trim(' ', ',');
            var numbers = open < 0 ? [] : List(operation[(open + 1)..]);
            result = result.PreConcat(
                (name, numbers) switch
                {
                    ("translate", [var x]) => SKMatrix.CreateTranslation(x, 0),
                    ("translate", [var x, var y]) => SKMatrix.CreateTranslation(x, y),
                    ("scale", [var x]) => SKMatrix.CreateScale(x, x),
                    ("scale", [var x, var y]) => SKMatrix.CreateScale(x, y),
                    ("rotate", [var angle]) => SKMatrix.CreateRotationDegrees(angle),
                    ("rotate", [var angle, var x, var y]) => SKMatrix.CreateRotationDegrees(angle, x, y),
                    ("matrix", [var a, var b, var c, var d, var e, var f]) => new SKMatrix(a, c, e, b, d, f, 0, 0, 1),
                    _ => throw new ToolException($"The transform '{name}' is not supported."),
                }
            );
        }

        return result;
    }

    private static float One(string text) =>
        float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && float.IsFinite(number)
            ? number
            : throw new ToolException($"'{text}' in the drawing is not a number.");
}
