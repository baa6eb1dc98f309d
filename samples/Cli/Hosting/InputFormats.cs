// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Cli.Hosting;

/// <summary>The formats of addresses, pins and proxies that a person or another program passes.</summary>
internal static class InputFormats
{
    public const string TorProxy = "socks5://127.0.0.1:9050";

    /// <summary>How a proxy is written.</summary>
    public const string ProxyFormat = "socks5://[user:pass@]HOST:PORT or http://[user:pass@]HOST:PORT";

    /// <summary>Whether the text is a <c>wss</c> address of a WebSocket.</summary>
    public static bool IsWebSocket(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri is { Scheme: "wss", Host.Length: > 0, UserInfo.Length: 0, Fragment.Length: 0 };

    /// <summary>Whether the text is an <c>https</c> address.</summary>
    public static bool IsLink(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri is { Scheme: "https", Host.Length: > 0 };

    /// <summary>Whether the text is <c>sha256/</c> and the base64 of 32 bytes.</summary>
    public static bool IsPin(string text)
    {
        Span<byte> hash = stackalloc byte[33];
        return text.StartsWith("sha256/", StringComparison.Ordinal)
            && Convert.TryFromBase64String(text["sha256/".Length..], hash, out var length)
            && length == 32;
    }

    /// <summary>Whether the text is <c>socks5://[user:password@]host:port</c> or the same with <c>http://</c>.</summary>
    public static bool IsProxy(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri is { Scheme: "socks5" or "http", Host.Length: > 0, Port: > 0, PathAndQuery: "" or "/" };
}
