// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;

namespace ChatSecure.Cli.Hosting;

/// <summary>How to reach a server, as the global options name it; what they leave open is null or empty.</summary>
internal sealed record Route
{
    private const int MaxAuthoritiesBytes = 1 << 20;

    public ServerAddress? Server { get; init; }

    public Uri? WebSocket { get; init; }

    public string? AuthoritiesPem { get; init; }

    public IReadOnlyList<string> Pins { get; init; } = [];

    public string? Proxy { get; init; }

    /// <summary>The part that must hold for every connection of a process that serves many accounts: each has its own server, but none may get past the
    /// proxy or the pins.</summary>
    public Route ForEveryAccount => this with { Server = null, WebSocket = null, AuthoritiesPem = null };

    /// <summary>Reads what the options name.</summary>
    /// <exception cref="CliException">The file with the certificates can't be read or is none.</exception>
    public static async Task<Route> ReadAsync(Settings settings, CancellationToken cancellationToken) =>
        new()
        {
            Server = settings.Server,
            WebSocket = settings.WebSocket,
            AuthoritiesPem = settings.AuthoritiesFile is { } file ? await ReadPemAsync(file, cancellationToken) : null,
            Pins = settings.Pins,
            Proxy = settings.Proxy,
        };

    /// <summary>Reads a file of certificates.</summary>
    /// <exception cref="CliException">It can't be read or is none.</exception>
    public static async Task<string> ReadPemAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            if (new FileInfo(file).Length <= MaxAuthoritiesBytes)
            {
                var pem = await File.ReadAllTextAsync(file, cancellationToken);
                if (pem.Contains("-----BEGIN CERTIFICATE-----", StringComparison.Ordinal))
                {
                    return pem;
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CliException.Usage($"--ca: {exception.Message}");
        }

        throw CliException.Usage("--ca: not a PEM file with certificates.");
    }

    /// <summary>An account's settings with this route in place of theirs, as far as it says anything.</summary>
    public AccountSettings ApplyTo(AccountSettings account) =>
        account with
        {
            Server = Server ?? account.Server,
            WebSocketAddress = WebSocket ?? (Server is null ? account.WebSocketAddress : null),
            ExtraAuthoritiesPem = AuthoritiesPem ?? account.ExtraAuthoritiesPem,
            Pins = Pins.Count > 0 ? Pins : account.Pins,
            Proxy = Proxy ?? account.Proxy,
        };

    /// <summary>Shows nothing: a proxy may carry a password.</summary>
    public override string ToString() => nameof(Route);
}
