// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Addressing;

namespace ChatSecure.Cli.Hosting;

/// <summary>Makes the settings of an account from the global options.</summary>
internal static class AccountRequests
{
    private const int MaxAuthoritiesBytes = 1 << 20;

    public static async Task<AccountSettings> SettingsAsync(
        Jid jid,
        Settings settings,
        TimeProvider time,
        CancellationToken cancellationToken
    ) =>
        new()
        {
            Jid = jid,
            Server = settings.Server,
            ExtraAuthoritiesPem = settings.AuthoritiesFile is { } file ? await ReadPemAsync(file, cancellationToken) : null,
            Pins = settings.Pins,
            Proxy = settings.Proxy,
            AddedAt = time.GetUtcNow(),
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
}
