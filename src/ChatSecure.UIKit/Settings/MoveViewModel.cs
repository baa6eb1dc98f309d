// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.UIKit.Commands;
using ChatSecure.UIKit.Slots;

namespace ChatSecure.UIKit.Settings;

/// <summary>The offer to move an account to another server, if <see cref="IMovePolicy"/> makes one.</summary>
public sealed class MoveViewModel : ViewModel
{
    private readonly Jid _account;
    private readonly UiCommand _move;
    private IReadOnlyList<Jid> _accounts = [];
    private int? _told;

    /// <summary>Creates the view model.</summary>
    /// <param name="context">The engine, brand, UI thread, clock and slots.</param>
    /// <param name="account">Whose offer.</param>
    public MoveViewModel(UiContext context, Jid account)
        : base(context)
    {
        _account = account;
        _move = Command(MoveAsync, WhyBlocked);
    }

    /// <summary>The offer; null if the account is to stay.</summary>
    public MoveOffer? Offer
    {
        get;
        private set => Set(ref field, value);
    }

    /// <summary>The offer, or what came of it, in a sentence; null if there is none.</summary>
    public string? Text =>
        (Offer, _told) switch
        {
            (null, _) => null,
            ({ NewAccount: { } account }, { } count) => Brand.Text("account.moved", ("count", count), ("address", account.ToString())),
            ({ } offer, _) => Brand.Text("account.move.offer", ("account", _account.ToString()), ("server", offer.Server)),
        };

    /// <summary>Moves. What comes before it, an account on the new server, is made like any account.</summary>
    public IUiCommand MoveCommand => _move;

    private protected override async Task WatchAsync(CancellationToken cancellationToken)
    {
        var events = Client.EventsAsync(cancellationToken);
        await ReadAsync(cancellationToken).ConfigureAwait(false);
        await foreach (var happened in events.ConfigureAwait(false))
        {
            if (happened is ConnectionChanged or EventsLost)
            {
                await ReadAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private protected override void Refresh()
    {
        Offer = Context.Slots.Moves.Offer(new(_account, [.. _accounts.Where(other => other != _account)], IsOnline, Brand));
        Raise(nameof(Text));
        _move.Raise();
    }

    private bool IsOnline(Jid account) => _accounts.Contains(account) && Client.Accounts.GetStatus(account).State == ConnectionState.Online;

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var accounts = await Client.Accounts.ListAsync(cancellationToken).ConfigureAwait(false);
        await InvokeAsync(() =>
            {
                _accounts = [.. accounts.Select(account => account.Jid)];
                Refresh();
            })
            .ConfigureAwait(false);
    }

    private string? WhyBlocked() =>
        Offer switch
        {
            null => Brand.Text("account.move.none"),
            { NewAccount: null } offer => Brand.Text("account.move.needsAccount", ("server", offer.Server)),
            { IsReady: false } => Brand.Text("account.move.needsConnection"),
            _ => null,
        };

    private async Task MoveAsync(CancellationToken cancellationToken)
    {
        var told = await Client.Accounts.MoveAsync(_account, Offer!.NewAccount!.Value, cancellationToken).ConfigureAwait(false);
        await InvokeAsync(() =>
            {
                _told = told;
                Raise(nameof(Text));
            })
            .ConfigureAwait(false);
    }
}
