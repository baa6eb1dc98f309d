// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ChatSecure.Desktop.Serving;

/// <summary>The brand's style sheet, icon and fonts.</summary>
internal static class BrandFiles
{
    public const string StyleSheet = "/brand/brand.css";
    public const string Icon = "/brand/icon.svg";

    private static readonly string[] _fonts = ["font.body", "font.heading", "font.mono"];

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(StyleSheet, (LiveBrand brand) => Results.Text(brand.Current.Tokens.ToCss(), "text/css; charset=utf-8"));
        app.MapGet(
            Icon,
            (LiveBrand brand) =>
                brand.Current.Asset("logo") is { } logo ? Results.Bytes(logo, TypeOfPicture(logo.Span)) : Results.NotFound()
        );
        app.MapGet("/brand/{**path}", (string path, LiveBrand brand) => Font(brand.Current.Tokens, path));
    }

    // A path is looked up among the names of the brand's own font files, and opens nothing on the disk.
    private static IResult Font(BrandTokens tokens, string path)
    {
        var file = _fonts.SelectMany(id => tokens.Font(id).Files).FirstOrDefault(file => file.Path == path);
        return file is null ? Results.NotFound() : Results.Bytes(file.Bytes, TypeOfFont(path));
    }

    private static string TypeOfFont(string path) =>
        Path.GetExtension(path) switch
        {
            ".woff2" => "font/woff2",
            ".otf" => "font/otf",
            _ => "font/ttf",
        };

    // The brand's own pictures were checked when it was loaded: an SVG there runs nothing.
    private static string TypeOfPicture(ReadOnlySpan<byte> content) =>
        ContentKind.Of(content) is var type && type != ContentKind.Unknown ? type : "image/svg+xml";
}
