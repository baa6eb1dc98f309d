// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Clients;
using ChatSecure.Errors;

namespace ChatSecure.Desktop.Profiles;

/// <summary>Opens the profile once for the process, whichever window brings the passphrase, and lets its accounts connect. Later locking is the engine's.</summary>
internal sealed class ProfileDoor(DesktopProfile profile, Func<IChatClient> client) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);

    /// <summary>Raised when the profile has been opened, on no particular thread.</summary>
    public event Action? Opened;

    public bool IsOpen { get; private set; }

    /// <summary>Whether the passphrase will be a new profile's.</summary>
    public bool IsNew => profile.IsNew;

    /// <summary>Opens the profile with this passphrase; does nothing if it is open.</summary>
    /// <exception cref="ChatSecureException">The passphrase is wrong, or the profile can't be opened.</exception>
    public async Task OpenAsync(string passphrase, CancellationToken cancellationToken = default)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (IsOpen)
            {
                return;
            }

            profile.Passphrases.Put(passphrase);
            await client().StartAsync(cancellationToken).ConfigureAwait(false);
            IsOpen = true;
        }
        finally
        {
            profile.Passphrases.Clear();
            _gate.Release();
        }

        Opened?.Invoke();
        await ConnectAsync(cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => _gate.Dispose();

    // Nobody waits for servers: lists show what is stored while accounts connect, and say how that goes.
    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        foreach (var account in await client().Accounts.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            _ = ConnectAsync(account.Jid);
        }
    }

    private async Task ConnectAsync(Addressing.Jid account)
    {
        try
        {
            await client().Accounts.StayConnectedAsync(account).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is ChatSecureException or OperationCanceledException or ObjectDisposedException)
        {
            // The account's state says so; the app may also be ending.
        }
    }
}
