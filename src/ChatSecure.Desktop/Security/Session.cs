// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace ChatSecure.Desktop.Security;

/// <summary>The one session of this process, carried by a cookie. Its name holds the port, since browsers send a host's cookies to all of its ports: two apps
/// on one machine must not take each other's away.</summary>
internal sealed class Session
{
    private readonly string _secret = OneTimeToken.NewSecret();
    private readonly byte[] _expected;

    public Session() => _expected = SHA256.HashData(Encoding.UTF8.GetBytes(_secret));

    public bool IsHeldBy(HttpRequest request)
    {
        var brought = request.Cookies[NameAt(request)] ?? string.Empty;
        return CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(brought)), _expected);
    }

    public void GiveTo(HttpResponse response) =>
        response.Cookies.Append(
            NameAt(response.HttpContext.Request),
            _secret,
            new()
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Strict,
                Path = "/",
                IsEssential = true,
            }
        );

    private static string NameAt(HttpRequest request) => $"session-{request.HttpContext.Connection.LocalPort}";
}
