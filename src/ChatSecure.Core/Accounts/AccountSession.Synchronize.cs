// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Clients;
using ChatSecure.Core.Diagnostics;
using ChatSecure.Errors;

namespace ChatSecure.Core.Accounts;

/// <content>What a new stream needs before the account is at work: the device shown, the archive read. A step that the server does not support costs that step.</content>
internal sealed partial class AccountSession
{
    private volatile bool _hasCaughtUp;

    private async Task SynchronizeAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        await StepAsync("Settling the password", Password.SettleAsync, cancellationToken).ConfigureAwait(false);
        await StepAsync("Publishing the device", Directory.PublishAsync, cancellationToken).ConfigureAwait(false);
        _hasCaughtUp = await StepAsync("Reading the archive", CatchUpAsync, cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        if (Otr is not null)
        {
            await Otr.OnConnectedAsync(cancellationToken).ConfigureAwait(false);
        }

        if (_hasCaughtUp)
        {
            await StepAsync("Forgetting used keys", Omemo.ForgetUsedKeysAsync, cancellationToken).ConfigureAwait(false);
            await StepAsync("Reading what was displayed", _displayed.FetchAsync, cancellationToken).ConfigureAwait(false);
        }

        await StepAsync("Showing the device's name", DeviceName.ShowAsync, cancellationToken).ConfigureAwait(false);
        await StepAsync("Reading the block list", Contacts.FetchBlockedAsync, cancellationToken).ConfigureAwait(false);
        await StepAsync("Registering for push", Push.KeepAsync, cancellationToken).ConfigureAwait(false);
        await StepAsync("Reading the bookmarks of groups", Groups.ReadBookmarksAsync, cancellationToken).ConfigureAwait(false);
        lock (_lock)
        {
            // What failed for want of the server's help is tried again with the next stream, resumed or new.
            _needsSynchronizing = !_hasCaughtUp;
        }

        TellTrust();
        OpenGate(cancellationToken);
    }

    private Task CatchUpAsync(CancellationToken cancellationToken) =>
        EngineMeter.CatchUpAsync(
            _services.Time,
            async token =>
            {
                if (await _catchUp.RunAsync(Settings.AddedAt, token).ConfigureAwait(false))
                {
                    _followUps.Add(_past.ReadFirstAsync);
                }
            },
            cancellationToken
        );

    private async Task<bool> StepAsync(string step, Func<CancellationToken, Task> run, CancellationToken cancellationToken)
    {
        try
        {
            await run(cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (ChatSecureException error) when (!cancellationToken.IsCancellationRequested)
        {
            LogStepFailed(step, error.Kind, error.Condition);
            _services.Events.Publish(new ErrorOccurred(Account, error.Kind, $"{step} failed: {error.Message}"));
            return false;
        }
    }
}
