// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Reflection;
using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Desktop.Profiles;
using ChatSecure.Desktop.Screens;
using ChatSecure.Desktop.Security;
using ChatSecure.Desktop.Serving;
using ChatSecure.UIKit.Blazor.Media;
using ChatSecure.UIKit.Settings;
using ChatSecure.UIKit.Shell;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ChatSecure.Desktop.Hosting;

/// <summary>Puts the web server together. It starts from nothing: no configuration file, environment variable or argument of ASP.NET Core changes it.</summary>
internal static class DesktopHost
{
    private const int MaxHubMessage = 128 * 1024;

    public static WebApplication Build(DesktopArguments arguments, DesktopProfile profile, DesktopOptions options)
    {
        var builder = WebApplication.CreateEmptyBuilder(
            new()
            {
                // Whose list of static files is served.
                ApplicationName = (Assembly.GetEntryAssembly() ?? typeof(DesktopHost).Assembly).GetName().Name,
                ContentRootPath = AppContext.BaseDirectory,
            }
        );
        builder.WebHost.UseStaticWebAssets();
        options.Compose(builder.Services, profile);
        AddOwn(builder.Services, arguments, profile, options);
        Listen(builder, options);
        var app = builder.Build();
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<RequestGuard>();
        app.UseRouting();
        app.UseAntiforgery();
        app.UseWebSockets();
        app.MapStaticAssets();
        BrandFiles.Map(app);
        MediaFiles.Map(app);
        app.MapRazorComponents<Document>()
            .AddInteractiveServerRenderMode(server =>
            {
                server.ContentSecurityFrameAncestorsPolicy = null; // our own policy says it
                server.DisableWebSocketCompression = true;
            });
        return app;
    }

    private static void AddOwn(IServiceCollection services, DesktopArguments arguments, DesktopProfile profile, DesktopOptions options)
    {
        services.AddSingleton(profile.Passphrases);
        services.AddSingleton(profile);
        services.Replace(ServiceDescriptor.Singleton(_ => LinkOf(arguments)));
        services.Replace(ServiceDescriptor.Singleton<IMediaAddresses, MediaAddresses>());
        services.AddSingleton(options with { StopAfter = arguments.StopAfter ?? options.StopAfter });
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<Func<IChatClient>>(provider => provider.GetRequiredService<IChatClient>);
        services.AddSingleton<ProfileDoor>();
        services.AddSingleton(_ => new SettingsFile(profile.Directory));
        services.Replace(ServiceDescriptor.Singleton<ISettingsStore>(provider => provider.GetRequiredService<SettingsFile>()));
        services.AddSingleton<OneTimeToken>();
        services.AddSingleton<Session>();
        services.AddSingleton<StartPages>();
        services.AddSingleton<OpenScreens>();
        services.AddSingleton<CircuitHandler>(provider => provider.GetRequiredService<OpenScreens>());

        // Below a warning, the server's log holds addresses of requests, and those hold the start link.
        services.AddLogging(log =>
        {
            log.AddFilter("Microsoft", Max(LogLevel.Warning, arguments.Log)).SetMinimumLevel(arguments.Log);
            if (arguments.Log != LogLevel.None)
            {
                log.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
            }
        });
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(5));
        services.AddRouting();
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services
            .AddRazorComponents()
            .AddInteractiveServerComponents(circuits =>
            {
                circuits.DetailedErrors = false;
                circuits.DisconnectedCircuitMaxRetained = options.MaxScreens;
                circuits.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(5);
                circuits.PersistedCircuitInMemoryMaxRetained = 0;
                circuits.JSInteropDefaultCallTimeout = TimeSpan.FromSeconds(30);
            })
            .AddHubOptions(hub => hub.MaximumReceiveMessageSize = MaxHubMessage);
    }

    private static LinkBox LinkOf(DesktopArguments arguments)
    {
        var box = new LinkBox();
        if (arguments.Link is { } link)
        {
            box.Put(link);
        }

        return box;
    }

    private static void Listen(WebApplicationBuilder builder, DesktopOptions options)
    {
        builder.Services.AddSingleton<LoopbackSockets>();
        builder
            .Services.AddOptions<SocketTransportOptions>()
            .PostConfigure<LoopbackSockets>((transport, sockets) => transport.CreateBoundListenSocket = sockets.Take);
        builder
            .Services.AddOptions<KestrelServerOptions>()
            .Configure<LoopbackSockets>(
                (server, sockets) =>
                {
                    server.AddServerHeader = false;
                    server.Limits.MaxConcurrentConnections = 32 + (8 * options.MaxScreens);
                    server.Limits.MaxConcurrentUpgradedConnections = options.MaxScreens;
                    server.Limits.MaxRequestBodySize = 64 * 1024;
                    server.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
                    server.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
                    foreach (var address in sockets.BindRandomPort())
                    {
                        server.Listen(address, listen => listen.Protocols = HttpProtocols.Http1);
                    }
                }
            );
        builder.WebHost.UseKestrelCore();
    }

    private static LogLevel Max(LogLevel one, LogLevel other) => one > other ? one : other;
}
