// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Desktop.Serving;
using Microsoft.AspNetCore.Http;

namespace ChatSecure.Desktop.Security;

/// <summary>Says on every answer what a page may do: load scripts, styles and pictures from here, and nothing else. Nothing is stored on the way, framed by
/// others or shown as something else than it is.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    private static readonly (string Name, string Value)[] _headers =
    [
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "no-referrer"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Embedder-Policy", "require-corp"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(self), geolocation=(), microphone=(self), payment=(), usb=()"),
        ("X-DNS-Prefetch-Control", "off"),
    ];

    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            foreach (var (name, value) in _headers)
            {
                headers[name] = value;
            }

            headers.ContentSecurityPolicy = PolicyFor(context.Request);
            headers.Remove("Pragma");
            headers.Remove("Access-Control-Allow-Origin");
            return Task.CompletedTask;
        });
        return next(context);
    }

    // What a file may do that came from somebody else, should a browser ever show it as a page: nothing.
    private const string ForFiles = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'";

    private static string PolicyFor(HttpRequest request) =>
        MediaPaths.IsMedia(request.Path)
            ? ForFiles
            : "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; font-src 'self'; "
                + $"connect-src 'self' ws://{request.Headers.Host}; manifest-src 'self'; form-action 'self'; base-uri 'self'; "
                + "frame-ancestors 'none'; object-src 'none'";
}
