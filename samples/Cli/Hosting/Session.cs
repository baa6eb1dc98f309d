// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Cli.Output;
using ChatSecure.Clients;

namespace ChatSecure.Cli.Hosting;

/// <summary>One run of a command on an open profile. Disposing disconnects every account and closes the profile.</summary>
internal sealed class Session(
    IChatClient client,
    Settings settings,
    Route route,
    Brand brand,
    Printer printer,
    ProcessIo io,
    TimeProvider time,
    OfferedKey offeredKey
) : IAsyncDisposable
{
    // The engine keeps within 5 seconds; a program that is told to end does not wait for ever if it breaks that.
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(3.5);

    private bool _isClosed;

    public IChatClient Client => client;

    public Settings Settings => settings;

    public Route Route => route;

    public Brand Brand => brand;

    public Words Words => brand.Text;

    public Printer Printer => printer;

    public ProcessIo Io => io;

    public TimeProvider Time => time;

    /// <summary>Where to pass a key for the next time that the profile is opened.</summary>
    public OfferedKey OfferedKey => offeredKey;

    /// <summary>A time as people here read it.</summary>
    public string LocalTime(DateTimeOffset when) => TimeZoneInfo.ConvertTime(when, time.LocalTimeZone).ToString("g", brand.Culture);

    /// <summary>The account that was asked for, or the only one.</summary>
    /// <param name="wanted">Which one; null for that of <c>--account</c>.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="CliException">There is no such account, or there are several to choose from.</exception>
    public async Task<Jid> AccountAsync(Jid? wanted, CancellationToken cancellationToken) =>
        await AccountsAsync(wanted, cancellationToken) is [var only] ? only : throw CliException.Usage(Words("cli.input.severalAccounts"));

    /// <summary>The same, connected.</summary>
    public async Task<Jid> ConnectedAccountAsync(Jid? wanted, CancellationToken cancellationToken)
    {
        var account = await AccountAsync(wanted, cancellationToken);
        await client.Accounts.ConnectAsync(account, cancellationToken);
        return account;
    }

    /// <summary>The account that was asked for, or all.</summary>
    /// <exception cref="CliException">There is no such account, or none at all.</exception>
    public async Task<IReadOnlyList<Jid>> AccountsAsync(Jid? wanted, CancellationToken cancellationToken)
    {
        var accounts = await client.Accounts.ListAsync(cancellationToken);
        if ((wanted ?? settings.Account) is { } jid)
        {
            accounts =
            [
                accounts.FirstOrDefault(account => account.Jid == jid)
                    ?? throw CliException.UnknownAccount(Words("account.unknown", ("address", jid.ToString()))),
            ];
        }

        if (accounts.Count == 0)
        {
            throw CliException.UnknownAccount(Words("account.list.empty"));
        }

        return [.. accounts.Select(account => account.Jid)];
    }

    public async ValueTask DisposeAsync()
    {
        if (_isClosed)
        {
            return;
        }

        _isClosed = true;
        try
        {
            await client.DisposeAsync().AsTask().WaitAsync(CloseTimeout);
        }
        catch (TimeoutException)
        {
            // What was queued is stored; the operating system closes the rest.
        }
    }
}
