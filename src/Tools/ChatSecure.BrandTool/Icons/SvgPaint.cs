// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Xml;
using SkiaSharp;

namespace ChatSecure.BrandTool.Icons;

/// <summary>How shapes are filled and stroked: inherited from groups, as SVG does.</summary>
internal sealed record SvgPaint
{
    public static SvgPaint Default { get; } = new();

    private SKColor? Fill { get; init; } = SKColors.Black;

    private SKColor? Stroke { get; init; }

    private float StrokeWidth { get; init; } = 1;

    private float FillOpacity { get; init; } = 1;

    private float StrokeOpacity { get; init; } = 1;

    private float Opacity { get; init; } = 1;

    private bool IsEvenOdd { get; init; }

    private SKStrokeCap Cap { get; init; }

    private SKStrokeJoin Join { get; init; }

    /// <summary>The paint within an element.</summary>
    public SvgPaint With(XmlReader element)
    {
        foreach (var name in (string[])["style", "class", "clip-path", "mask", "filter", "stroke-dasharray"])
        {
            if (element.GetAttribute(name) is not null)
            {
                throw new ToolException($"Icons can't be drawn from a drawing with the attribute {name}.");
            }
        }

        return this with
        {
            Fill = element.GetAttribute("fill") is { } fill ? Color(fill) : Fill,
            Stroke = element.GetAttribute("stroke") is { } stroke ? Color(stroke) : Stroke,
            StrokeWidth = SvgNumbers.Of(element, "stroke-width") ?? StrokeWidth,
            FillOpacity = SvgNumbers.Of(element, "fill-opacity") ?? FillOpacity,
            StrokeOpacity = SvgNumbers.Of(element, "stroke-opacity") ?? StrokeOpacity,
            Opacity = Opacity * (SvgNumbers.Of(element, "opacity") ?? 1),
            IsEvenOdd = element.GetAttribute("fill-rule") is { } rule ? rule == "evenodd" : IsEvenOdd,
            Cap = element.GetAttribute("stroke-linecap") switch
            {
                null => Cap,
                "round" => SKStrokeCap.Round,
                "square" => SKStrokeCap.Square,
                _ => SKStrokeCap.Butt,
            },
            Join = element.GetAttribute("stroke-linejoin") switch
            {
                null => Join,
                "round" => SKStrokeJoin.Round,
                "bevel" => SKStrokeJoin.Bevel,
                _ => SKStrokeJoin.Miter,
            },
        };
    }

    public void Draw(SKCanvas canvas, SKPath shape)
    {
        if (Fill is { } fill)
        {
            shape.FillType = IsEvenOdd ? SKPathFillType.EvenOdd : SKPathFillType.Winding;
            using var paint = new SKPaint { Color = Fade(fill, FillOpacity * Opacity), IsAntialias = true };
            canvas.DrawPath(shape, paint);
        }

        if (Stroke is { } stroke && StrokeWidth > 0)
        {
            using var paint = new SKPaint
            {
                Color = Fade(stroke, StrokeOpacity * Opacity),
                IsAntialias = true,
                IsStroke = true,
                StrokeWidth = StrokeWidth,
                StrokeCap = Cap,
                StrokeJoin = Join,
                StrokeMiter = 4,
            };
            canvas.DrawPath(shape, paint);
        }
    }

    private static SKColor? Color(string text) =>
        text is "none" or "transparent" ? null
        : text.StartsWith('#') && SKColor.TryParse(text, out var color) ? color
        : text is "black" ? SKColors.Black
        : text is "white" ? SKColors.White
        : throw new ToolException($"The colour '{text}' is not supported: write it as #rrggbb.");

    private static SKColor Fade(SKColor color, float opacity) =>
        color.WithAlpha((byte)Math.Clamp(MathF.Round(color.Alpha * opacity), 0, 255));
}
