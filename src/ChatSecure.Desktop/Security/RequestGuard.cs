// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace ChatSecure.Desktop.Security;

/// <summary>Stands before everything else and lets in only whom the start link let in, from pages of this app. <c>Host</c> stops names that were rebound to this
/// machine; <c>Origin</c> and <c>Sec-Fetch-Site</c> stop other pages, those of other ports of this machine too, the circuit's websocket included; the cookie
/// stops everybody else.</summary>
internal sealed class RequestGuard(RequestDelegate next, Session session, OneTimeToken token, StartPages pages)
{
    /// <summary>Where the start link leads.</summary>
    public const string StartPath = "/start";

    /// <summary>What its parameter is called.</summary>
    public const string TokenName = "token";

    private const string Circuit = "/_blazor";

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!IsOurHost(request))
        {
            return Refuse(context, StatusCodes.Status421MisdirectedRequest);
        }

        if (!IsMethodOf(request))
        {
            return Refuse(context, StatusCodes.Status405MethodNotAllowed);
        }

        if (request.Path.Equals(StartPath, StringComparison.Ordinal))
        {
            return StartAsync(context);
        }

        if (!ComesFromOurPage(request))
        {
            return Refuse(context, StatusCodes.Status403Forbidden);
        }

        return session.IsHeldBy(request) ? next(context) : pages.WriteRefusalAsync(context);
    }

    // The cookie is Strict, so a browser that was sent here by another program does not show it to where a redirect leads: the page that goes on by itself is
    // what makes the next request our own.
    private Task StartAsync(HttpContext context)
    {
        if (context.Request.Headers.Origin.Count > 0 || !HttpMethods.IsGet(context.Request.Method))
        {
            return Refuse(context, StatusCodes.Status403Forbidden);
        }

        if (session.IsHeldBy(context.Request))
        {
            return pages.WriteWelcomeAsync(context);
        }

        if (!token.TryUse(context.Request.Query[TokenName]))
        {
            return pages.WriteRefusalAsync(context);
        }

        session.GiveTo(context.Response);
        return pages.WriteWelcomeAsync(context);
    }

    private static bool IsOurHost(HttpRequest request)
    {
        if (request.Headers.Host.Count != 1)
        {
            return false;
        }

        var port = request.HttpContext.Connection.LocalPort.ToString(CultureInfo.InvariantCulture);
        return request.Headers.Host[0] is { } host
            && (host == $"127.0.0.1:{port}" || host == $"[::1]:{port}" || host == $"localhost:{port}");
    }

    // Only the circuit is ever posted to.
    private static bool IsMethodOf(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsPost(request.Method) && IsCircuit(request);

    private static bool ComesFromOurPage(HttpRequest request)
    {
        var origin = request.Headers.Origin;
        var mustSay = !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) || IsSocket(request);
        var isOurs = origin.Count == 1 && origin[0] == $"http://{request.Headers.Host[0]}";
        var site = request.Headers["Sec-Fetch-Site"];
        return (isOurs || (origin.Count == 0 && !mustSay)) && (site.Count == 0 || site is ["same-origin"] or ["none"]);
    }

    // A browser names the origin of each socket, but not of each file that a page of ours asks for.
    private static bool IsSocket(HttpRequest request) =>
        request.Path.Equals(Circuit, StringComparison.OrdinalIgnoreCase) || request.Headers.Upgrade.Count > 0;

    private static bool IsCircuit(HttpRequest request) => request.Path.StartsWithSegments(Circuit, StringComparison.OrdinalIgnoreCase);

    private static Task Refuse(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
