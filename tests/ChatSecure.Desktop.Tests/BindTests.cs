// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Net;
using System.Net.NetworkInformation;
using ChatSecure.Errors;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace ChatSecure.Desktop.Tests;

public sealed class BindTests
{
    [Fact]
    public async Task It_listens_on_loopback_and_nowhere_else()
    {
        await using var app = await RunningApp.StartAsync();
        var listeners = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(end => end.Port == app.Port).ToList();
        Assert.Contains(IPAddress.Loopback, listeners.Select(end => end.Address));
        Assert.All(listeners, end => Assert.True(IPAddress.IsLoopback(end.Address)));
        Assert.Equal("127.0.0.1", app.App.Address.Host);
    }

    [Fact]
    public async Task Two_apps_have_two_ports()
    {
        await using var one = await RunningApp.StartAsync();
        await using var other = await RunningApp.StartAsync();
        Assert.NotEqual(one.Port, other.Port);
    }

    [Theory]
    [InlineData("--address", "0.0.0.0")]
    [InlineData("--urls", "http://0.0.0.0:5000")]
    public async Task No_option_asks_for_an_address(params string[] args)
    {
        var error = await Assert.ThrowsAsync<ChatSecureException>(() => RunningApp.StartAsync(args: args));
        Assert.Equal(ErrorKind.InvalidInput, error.Kind);
        Assert.Contains(args[0], error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_of_the_app_can_t_open_it_to_the_network_either()
    {
        var error = await Assert.ThrowsAsync<ChatSecureException>(() =>
            RunningApp.StartAsync(more: services => services.Configure<KestrelServerOptions>(kestrel => kestrel.ListenAnyIP(0)))
        );
        Assert.Equal(ErrorKind.InvalidInput, error.Kind);
    }

    [Fact]
    public async Task A_socket_file_is_refused_too()
    {
        var file = Path.Combine(Path.GetTempPath(), $"desktop-{Guid.NewGuid():N}.sock");
        var error = await Assert.ThrowsAsync<ChatSecureException>(() =>
            RunningApp.StartAsync(more: services => services.Configure<KestrelServerOptions>(kestrel => kestrel.ListenUnixSocket(file)))
        );
        Assert.Equal(ErrorKind.InvalidInput, error.Kind);
        Assert.False(File.Exists(file));
    }

    [Fact]
    public async Task The_environment_changes_nothing()
    {
        Environment.SetEnvironmentVariable("ASPNETCORE_URLS", "http://0.0.0.0:5000");
        Environment.SetEnvironmentVariable("ASPNETCORE_HTTP_PORTS", "5000");
        try
        {
            await using var app = await RunningApp.StartAsync();
            Assert.NotEqual(5000, app.Port);
            Assert.Equal("127.0.0.1", app.App.Address.Host);
        }
        finally
        {
            Environment.SetEnvironmentVariable("ASPNETCORE_URLS", null);
            Environment.SetEnvironmentVariable("ASPNETCORE_HTTP_PORTS", null);
        }
    }
}
