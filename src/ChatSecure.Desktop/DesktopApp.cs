// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Net;
using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Desktop.Hosting;
using ChatSecure.Desktop.Profiles;
using ChatSecure.Desktop.Security;
using ChatSecure.Errors;
using ChatSecure.UIKit.Settings;
using ChatSecure.UIKit.Shell;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ChatSecure.Desktop;

/// <summary>A desktop app that runs: its screens at an address that only this machine reaches, for whoever holds the start link. Keys, database and sockets stay
/// in this process; the browser is only the screen. For one person: it is no web server for several.</summary>
public sealed class DesktopApp : IAsyncDisposable
{
    private readonly WebApplication _host;
    private readonly OneTimeToken _token;

    private DesktopApp(WebApplication host, Uri address) =>
        (_host, _token, Address) = (host, host.Services.GetRequiredService<OneTimeToken>(), address);

    /// <summary>Where the app listens. Without the start link nothing is to be had there.</summary>
    public Uri Address { get; }

    /// <summary>The app's services.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>Starts the app.</summary>
    /// <param name="args">The command line, as of <see cref="ChatSecureDesktop.RunAsync"/>.</param>
    /// <param name="options">What makes the app this one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The app. Disposing ends it.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InvalidInput"/>: the command line makes no sense, or an address was asked for that other machines
    /// could reach. <see cref="ErrorKind.StorageKey"/> and its like: the key that it names does not open the profile.</exception>
    public static async Task<DesktopApp> StartAsync(string[] args, DesktopOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(options);
        var brand = options.Brand(null);
        try
        {
            return await StartAsync(DesktopArguments.Parse(args, brand), brand, options, cancellationToken).ConfigureAwait(false);
        }
        catch (UsageException exception)
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, exception.Message);
        }
    }

    /// <summary>Makes a link that lets one browser in, once. One that was made before and not used is void.</summary>
    /// <returns>The link: a secret.</returns>
    public Uri NewStartLink() => new(Address, $"{RequestGuard.StartPath}?{RequestGuard.TokenName}={_token.Renew()}");

    /// <summary>Waits until the app ends.</summary>
    /// <param name="cancellationToken">Ends the app.</param>
    /// <returns>Done when it has ended.</returns>
    public Task WaitForStopAsync(CancellationToken cancellationToken = default) => _host.WaitForShutdownAsync(cancellationToken);

    /// <summary>Ends the app: windows lose their connection, accounts disconnect, the profile closes.</summary>
    /// <returns>Done when all has ended.</returns>
    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync().ConfigureAwait(false);
        await _host.DisposeAsync().ConfigureAwait(false);
    }

    internal static async Task<DesktopApp> StartAsync(
        DesktopArguments arguments,
        Brand brand,
        DesktopOptions options,
        CancellationToken cancellationToken
    )
    {
        var profile = new DesktopProfile(brand, arguments, new());
        ProfileFolder.Prepare(profile.Directory);
        var host = DesktopHost.Build(arguments, profile, options);
        try
        {
            // The gate, too, speaks as the person wants it.
            SettingsViewModel.ApplyChoices(
                host.Services.GetRequiredService<LiveBrand>(),
                host.Services.GetRequiredService<ISettingsStore>()
            );
            if (arguments.Passphrase is { } passphrase)
            {
                await host.Services.GetRequiredService<ProfileDoor>().OpenAsync(passphrase, cancellationToken).ConfigureAwait(false);

                // It is open before there is a window, and may never get one.
                host.Services.GetRequiredService<IdleLock>().NoteUse();
            }

            await host.StartAsync(cancellationToken).ConfigureAwait(false);
            var address = new Uri(
                host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First(),
                UriKind.Absolute
            );
            return new(host, address);
        }
        catch
        {
            await host.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
