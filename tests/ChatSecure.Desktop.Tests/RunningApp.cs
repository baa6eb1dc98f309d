// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Net;
using System.Net.Sockets;
using System.Text;
using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Composition;
using ChatSecure.Testing.Clients;
using Microsoft.Extensions.DependencyInjection;

namespace ChatSecure.Desktop.Tests;

/// <summary>A desktop app on an engine in memory, and raw connections to it: tests say every header themselves.</summary>
internal sealed class RunningApp : IAsyncDisposable
{
    private readonly string _profile;

    private RunningApp(DesktopApp app, string profile) => (App, _profile) = (app, profile);

    public DesktopApp App { get; }

    public int Port => App.Address.Port;

    public string Host => $"127.0.0.1:{Port}";

    public static async Task<RunningApp> StartAsync(
        IChatClient? client = null,
        Action<IServiceCollection>? more = null,
        DesktopOptions? options = null,
        params string[] args
    )
    {
        var profile = Directory.CreateTempSubdirectory("desktop-").FullName;
        options ??= Options(client, more);
        return new(await DesktopApp.StartAsync(["--profile", profile, .. args], options, TestContext.Current.CancellationToken), profile);
    }

    public static DesktopOptions Options(IChatClient? client = null, Action<IServiceCollection>? more = null) =>
        new()
        {
            Brand = _ => Brand.Neutral,
            Compose = (services, profile) =>
            {
                services.AddSingleton(client ?? new InMemoryChatClient(new InMemoryNetwork()));
                new Builder(services).AddBranding(profile.Brand).AddChatSecureBlazor();
                more?.Invoke(services);
            },
        };

    /// <summary>Goes in by the start link.</summary>
    /// <returns>The cookie.</returns>
    public async Task<string> SignInAsync()
    {
        using var response = await SendAsync(App.NewStartLink().PathAndQuery);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return response.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }

    /// <summary>Opens the profile, as somebody with the passphrase does.</summary>
    public Task OpenAsync() =>
        App.Services.GetRequiredService<Profiles.ProfileDoor>().OpenAsync("a passphrase of a test", TestContext.Current.CancellationToken);

    /// <summary>Sends one request with exactly these headers over a connection of its own. The path goes out as it is: no client mends it.</summary>
    public async Task<HttpResponseMessage> SendAsync(string path, string? cookie = null, string method = "GET", params string[] headers)
    {
        var lines = headers.Any(header => header.StartsWith("Host:", StringComparison.Ordinal)) ? headers : [$"Host: {Host}", .. headers];
        using var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, Port, TestContext.Current.CancellationToken);
        var stream = connection.GetStream();
        var close = lines.Any(header => header.StartsWith("Connection:", StringComparison.Ordinal)) ? "" : "Connection: close\r\n";
        var text =
            $"{method} {path} HTTP/1.1\r\n{string.Concat(lines.Where(line => line.Length > 5).Select(line => line + "\r\n"))}{close}"
            + (cookie is null ? "" : $"Cookie: {cookie}\r\n")
            + "\r\n";
        await stream.WriteAsync(Encoding.Latin1.GetBytes(text), TestContext.Current.CancellationToken);
        return await RawResponse.ReadAsync(stream, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        Directory.Delete(_profile, recursive: true);
    }

    internal sealed record Builder(IServiceCollection Services) : IChatSecureBuilder;
}
