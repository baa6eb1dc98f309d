// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Cli.Output;
using ChatSecure.Clients;

namespace ChatSecure.Cli.Hosting;

/// <summary>One run of a command on an open profile. Disposing disconnects every account and closes the profile.</summary>
internal sealed class Session(IChatClient client, Settings settings, Words words, Printer printer, ProcessIo io, TimeProvider time)
    : IAsyncDisposable
{
    // The engine keeps within 5 seconds; a program that is told to end does not wait for ever if it breaks that.
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(3.5);

    private bool _isClosed;

    public IChatClient Client => client;

    public Settings Settings => settings;

    public Words Words => words;

    public Printer Printer => printer;

    public ProcessIo Io => io;

    public TimeProvider Time => time;

    /// <summary>The account that was asked for, or the only one.</summary>
    /// <param name="wanted">Which one; null for that of <c>--account</c>.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="CliException">There is no such account, or there are several to choose from.</exception>
    public async Task<Jid> AccountAsync(Jid? wanted, CancellationToken cancellationToken) =>
        await AccountsAsync(wanted, cancellationToken) is [var only] ? only : throw CliException.Usage(words("cli.input.severalAccounts"));

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
                    ?? throw CliException.Usage(words("account.unknown", ("address", jid.ToString()))),
            ];
        }

        if (accounts.Count == 0)
        {
            throw CliException.Usage(words("account.list.empty"));
        }

        foreach (var account in accounts)
        {
            await RefuseOtherRouteAsync(account, cancellationToken);
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

    // The engine connects as the account was stored. A person who asks for another route, a proxy above all, must not be connected past it.
    private async Task RefuseOtherRouteAsync(AccountSettings stored, CancellationToken cancellationToken)
    {
        var wanted = await AccountRequests.SettingsAsync(stored.Jid, settings, time, cancellationToken);
        if (
            (wanted.Server is not null && wanted.Server != stored.Server)
            || (wanted.Proxy is not null && wanted.Proxy != stored.Proxy)
            || (wanted.ExtraAuthoritiesPem is not null && wanted.ExtraAuthoritiesPem != stored.ExtraAuthoritiesPem)
            || (
                wanted.Pins.Count > 0 && !wanted.Pins.Order(StringComparer.Ordinal).SequenceEqual(stored.Pins.Order(StringComparer.Ordinal))
            )
        )
        {
            throw CliException.Usage(words("cli.input.otherRoute", ("address", stored.Jid.ToString())));
        }
    }
}
