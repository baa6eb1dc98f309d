// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using ChatSecure.Branding;
using Microsoft.AspNetCore.Http;

namespace ChatSecure.Desktop.Security;

/// <summary>The two pages that need no session: the one that goes on into the app, and the one that says how to get in. Plain, without scripts, in the brand's
/// words.</summary>
internal sealed class StartPages(LiveBrand live)
{
    public Task WriteWelcomeAsync(HttpContext context) =>
        WriteAsync(
            context,
            StatusCodes.Status200OK,
            "<meta http-equiv=\"refresh\" content=\"0;url=/\">",
            Brand.Text("desktop.start.title"),
            $"<a href=\"/\">{Encode(Brand.Text("desktop.start.continue"))}</a>"
        );

    public Task WriteRefusalAsync(HttpContext context) =>
        WriteAsync(
            context,
            StatusCodes.Status401Unauthorized,
            string.Empty,
            Brand.Text("desktop.refused.title"),
            Encode(Brand.Text("desktop.refused.text"))
        );

    private Brand Brand => live.Current;

    private Task WriteAsync(HttpContext context, int status, string head, string title, string content)
    {
        var page = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            <!DOCTYPE html>
            <html lang="{Encode(Brand.Culture.Name)}" dir="{(Brand.IsRightToLeft ? "rtl" : "ltr")}">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">{head}<title>{Encode(
                title
            )}</title></head>
            <body><main><h1>{Encode(title)}</h1><p>{content}</p></main></body>
            </html>
            """
        );
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(page), context.RequestAborted).AsTask();
    }

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
