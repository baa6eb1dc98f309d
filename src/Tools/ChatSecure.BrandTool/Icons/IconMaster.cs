// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using SkiaSharp;

namespace ChatSecure.BrandTool.Icons;

/// <summary>The one picture that all icons are made from: a drawing or a bitmap.</summary>
internal sealed class IconMaster : IDisposable
{
    private readonly SKPicture? _drawing;
    private readonly SKImage? _image;
    private readonly SKRect _bounds;

    private IconMaster(SKPicture drawing, SKRect bounds) => (_drawing, _bounds) = (drawing, bounds);

    private IconMaster(SKImage image) => (_image, _bounds) = (image, SKRect.Create(image.Width, image.Height));

    /// <summary>Reads what a brand has: <c>icon</c>, or else <c>logo</c>.</summary>
    /// <exception cref="ToolException">It is no picture that icons can be made from.</exception>
    public static IconMaster Of(Brand brand)
    {
        var bytes = (BrandCatalog.Assets.Contains("icon") ? brand.Asset("icon") : null) ?? brand.Asset("logo")!.Value;
        return Read(bytes.ToArray());
    }

    /// <summary>Reads a picture.</summary>
    /// <exception cref="ToolException">It is no picture that icons can be made from.</exception>
    public static IconMaster Read(byte[] bytes)
    {
        if (bytes.AsSpan().IndexOf("<svg"u8) >= 0)
        {
            return SvgDrawing.Read(bytes, (picture, bounds) => new IconMaster(picture, bounds));
        }

        var image = SKImage.FromEncodedData(bytes) ?? throw new ToolException("The picture can't be decoded.");
        return new(image);
    }

    /// <summary>Draws the picture into a square, as large as fits, in its middle.</summary>
    public void Draw(SKCanvas canvas, float left, float top, float side)
    {
        var scale = side / Math.Max(_bounds.Width, _bounds.Height);
        canvas.Save();
        canvas.Translate(left + ((side - (_bounds.Width * scale)) / 2), top + ((side - (_bounds.Height * scale)) / 2));
        canvas.Scale(scale);
        canvas.Translate(-_bounds.Left, -_bounds.Top);
        if (_drawing is not null)
        {
            canvas.ClipRect(_bounds);
            canvas.DrawPicture(_drawing);
        }
        else
        {
            canvas.DrawImage(_image, 0, 0, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        }

        canvas.Restore();
    }

    public void Dispose()
    {
        _drawing?.Dispose();
        _image?.Dispose();
    }
}
