// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.UIKit.Commands;
using ChatSecure.UIKit.Slots;

namespace ChatSecure.UIKit.Settings;

/// <summary>Moving an account to another one of this profile (XEP-0283): because <see cref="IMovePolicy"/> offers it, or because the person wants to.</summary>
public sealed class MoveViewModel : ViewModel
{
    private readonly Jid _account;
    private readonly UiCommand _move;
    private IReadOnlyList<Jid> _accounts = [];
    private (int Count, Jid To)? _told;

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

    /// <summary>The offer, or what came of moving, in a sentence; null if there is neither.</summary>
    public string? Text =>
        _told is var (count, moved) ? Brand.Text("account.moved", ("count", count), ("address", moved.ToString()))
        : Offer is { } offer ? Brand.Text("account.move.offer", ("account", _account.ToString()), ("server", offer.Server))
        : null;

    /// <summary>Whether contacts have been told.</summary>
    public bool IsDone => _told is not null;

    /// <summary>The other accounts of this profile, to one of which one may move.</summary>
    public IReadOnlyList<Jid> Others => [.. _accounts.Where(other => other != _account)];

    /// <summary>Where to: what the person chose, else what is offered; null for nothing yet.</summary>
    public Jid? Target
    {
        get => field is { } chosen && Others.Contains(chosen) ? chosen : Offer?.NewAccount;
        set
        {
            if (Set(ref field, value))
            {
                _move.Raise();
            }
        }
    }

    /// <summary>Moves. What comes before it, an account on the new server, is made like any account.</summary>
    public IUiCommand MoveCommand => _move;

    private protected override Task WatchAsync(CancellationToken cancellationToken) =>
        ReadOnAsync(new(), happened => happened is ConnectionChanged, ReadAsync, cancellationToken);

    private protected override void Refresh()
    {
        Offer = Context.Slots.Moves.Offer(new(_account, Others, IsOnline, Brand));
        Raise(nameof(Text));
        Raise(nameof(Others));
        Raise(nameof(Target));
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
        Target is { } target
            ? IsReady(target)
                ? null
                : Brand.Text("account.move.needsConnection")
            : Offer is { } offer
                ? Brand.Text("account.move.needsAccount", ("server", offer.Server))
                : Others.Count == 0
                    ? Brand.Text("account.move.needsOther")
                    : Brand.Text("account.move.choose");

    private bool IsReady(Jid target) => target == Offer?.NewAccount ? Offer.IsReady : IsOnline(_account) && IsOnline(target);

    private async Task MoveAsync(CancellationToken cancellationToken)
    {
        var target = Target!.Value;
        var count = await Client.Accounts.MoveAsync(_account, target, cancellationToken).ConfigureAwait(false);
        await InvokeAsync(() =>
            {
                _told = (count, target);
                Raise(nameof(Text));
                Raise(nameof(IsDone));
            })
            .ConfigureAwait(false);
    }
}
