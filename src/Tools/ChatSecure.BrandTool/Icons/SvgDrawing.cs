// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Xml;
using SkiaSharp;

namespace ChatSecure.BrandTool.Icons;

/// <summary>Draws the plain part of SVG that marks are made of: shapes, groups, transforms, fills and strokes in one colour. Anything else is refused rather
/// than left out: an icon that lacks a part is worse than none.</summary>
internal static class SvgDrawing
{
    private const int MaxDepth = 32;

    /// <summary>Reads a drawing.</summary>
    /// <exception cref="ToolException">It uses more than the plain part, or is malformed.</exception>
    public static T Read<T>(byte[] bytes, Func<SKPicture, SKRect, T> make)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(bytes), settings);
            reader.MoveToContent();
            if (reader.LocalName != "svg")
            {
                throw new ToolException("The drawing does not begin with <svg>.");
            }

            var bounds = Bounds(reader);
            using var recorder = new SKPictureRecorder();
            Children(reader, recorder.BeginRecording(bounds), SvgPaint.Default.With(reader), 0);
            return make(recorder.EndRecording(), bounds);
        }
        catch (XmlException exception)
        {
            throw new ToolException($"The drawing is not XML: {exception.Message}");
        }
    }

    private static SKRect Bounds(XmlReader svg)
    {
        if (svg.GetAttribute("viewBox") is { } box)
        {
            var numbers = SvgNumbers.List(box);
            if (numbers is [var x, var y, > 0 and var width, > 0 and var height])
            {
                return SKRect.Create(x, y, width, height);
            }
        }
        else if (SvgNumbers.Of(svg, "width") is > 0 and var width && SvgNumbers.Of(svg, "height") is > 0 and var height)
        {
            return SKRect.Create(width, height);
        }

        throw new ToolException("The drawing needs a viewBox of four numbers.");
    }

    private static void Children(XmlReader reader, SKCanvas canvas, SvgPaint paint, int depth)
    {
        if (reader.IsEmptyElement)
        {
            return;
        }

        if (depth > MaxDepth)
        {
            throw new ToolException($"Groups are nested more than {MaxDepth} deep.");
        }

        while (reader.Read() && reader.NodeType != XmlNodeType.EndElement)
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                Element(reader, canvas, paint, depth);
            }
        }
    }

    private static void Element(XmlReader reader, SKCanvas canvas, SvgPaint outer, int depth)
    {
        if (reader.LocalName is "title" or "desc")
        {
            reader.Skip();
            return;
        }

        canvas.Save();
        if (reader.GetAttribute("transform") is { } transform)
        {
            canvas.Concat(SvgNumbers.Transform(transform));
        }

        var paint = outer.With(reader);
        if (reader.LocalName == "g")
        {
            Children(reader, canvas, paint, depth + 1);
        }
        else
        {
            using var path = Shape(reader);
            paint.Draw(canvas, path);
            var isEmpty = reader.IsEmptyElement;
            while (!isEmpty && reader.Read() && reader.NodeType != XmlNodeType.EndElement)
            {
                if (reader.NodeType == XmlNodeType.Element)
                {
                    throw Unsupported(reader.LocalName);
                }
            }
        }

        canvas.Restore();
    }

    private static SKPath Shape(XmlReader reader)
    {
        var builder = new SKPathBuilder();
        switch (reader.LocalName)
        {
            case "path":
                return SKPath.ParseSvgPathData(reader.GetAttribute("d") ?? string.Empty) ?? throw new ToolException("A path is malformed.");
            case "rect":
                var rect = SKRect.Create(Number("x"), Number("y"), Number("width"), Number("height"));
                var rx = SvgNumbers.Of(reader, "rx") ?? Number("ry");
                builder.AddRoundRect(rect, rx, SvgNumbers.Of(reader, "ry") ?? rx);
                break;
            case "circle":
                builder.AddCircle(Number("cx"), Number("cy"), Number("r"));
                break;
            case "ellipse":
                builder.AddOval(
                    new SKRect(
                        Number("cx") - Number("rx"),
                        Number("cy") - Number("ry"),
                        Number("cx") + Number("rx"),
                        Number("cy") + Number("ry")
                    )
                );
                break;
            case "line":
                builder.MoveTo(Number("x1"), Number("y1"));
                builder.LineTo(Number("x2"), Number("y2"));
                break;
            case "polyline" or "polygon":
                var points = SvgNumbers.List(reader.GetAttribute("points") ?? string.Empty).Chunk(2);
                builder.AddPoly(
                    [.. points.Where(point => point.Length == 2).Select(point => new SKPoint(point[0], point[1]))],
                    reader.LocalName == "polygon"
                );
                break;
            default:
                throw Unsupported(reader.LocalName);
        }

        return builder.Detach();

        float Number(string name) => SvgNumbers.Of(reader, name) ?? 0;
    }

    private static ToolException Unsupported(string element) =>
        new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Icons can't be drawn from <{element}>: use paths and shapes in plain colours, or a PNG of 1024 × 1024 pixels."
            )
        );
}
