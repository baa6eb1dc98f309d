// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.UIKit.Commands;
using ChatSecure.UIKit.Settings;
using ChatSecure.UIKit.Words;

namespace ChatSecure.UIKit.Contacts;

/// <summary>Invites somebody to become a contact: makes a link to show, also as a QR code, or to send (XEP-0379, XEP-0401). Create it, bind to it,
/// <see cref="ViewModel.Start"/> it, and dispose of it when it is no longer shown.</summary>
public sealed class InvitationViewModel : ViewModel
{
    private static readonly int[] _lifetimes = [1, 7, 30];

    private readonly Jid _account;
    private readonly UiCommand _make;
    private InvitationLink? _made;
    private Jid? _madeFor;

    /// <summary>Creates the view model.</summary>
    /// <param name="context">The engine, brand, UI thread and clock.</param>
    /// <param name="account">Who invites.</param>
    public InvitationViewModel(UiContext context, Jid account)
        : base(context)
    {
        _account = account;
        _make = Command(MakeAsync, WhyBlocked);
    }

    /// <summary>The only address that may use it, as typed; empty for whoever opens it first.</summary>
    public string For
    {
        get;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            if (Set(ref field, value))
            {
                _make.Raise();
            }
        }
    } = string.Empty;

    /// <summary>For how many days it counts, one of <see cref="Lifetimes"/>.</summary>
    public int Days
    {
        get;
        set => Set(ref field, Math.Clamp(value, 1, 30));
    } = 7;

    /// <summary>For how many days it can count: the value is the number.</summary>
    public IReadOnlyList<SettingChoice> Lifetimes =>
        [
            .. _lifetimes.Select(days => new SettingChoice(
                days.ToString(CultureInfo.InvariantCulture),
                Brand.Text("contacts.invite.days", ("count", days))
            )),
        ];

    /// <summary>Whether it is also for somebody who has no account yet. Then the server makes it, for whoever opens it, and decides how long it counts.</summary>
    public bool IsForNewcomers
    {
        get;
        set
        {
            if (Set(ref field, value))
            {
                _make.Raise();
            }
        }
    }

    /// <summary>Makes the link; its reason says why that can't be done.</summary>
    public IUiCommand MakeCommand => _make;

    /// <summary>The link, also as a QR code; null before it is made.</summary>
    public string? Uri => _made?.Uri;

    /// <summary>What to send to whom one invites: the link, or the server's page about it, in a sentence; null before it is made.</summary>
    public string? ShareText =>
        _made is { } made ? Brand.Text("contacts.invite.text", ("link", made.LandingPage?.ToString() ?? made.Uri)) : null;

    /// <summary>Who becomes a contact with it, and whether they can make an account, in words; null before it is made.</summary>
    public string? MeaningText =>
        _made is not { } made
            ? null
            : Sentences.Join(
                Brand,
                _madeFor is { } only
                    ? Brand.Text("contacts.invite.onlyFor", ("address", only.ToString()))
                    : Brand.Text("contacts.invite.once"),
                made.AllowsRegistration ? Brand.Text("contacts.invite.registers", ("server", _account.Domain)) : null
            );

    /// <summary>Until when it counts, in words; null before it is made.</summary>
    public string? EndsText =>
        _made is not { } made ? null
        : made.ExpiresAt is { } end ? Brand.Text("contacts.invite.ends", ("time", TimeWords.Until(Brand, Time, end)))
        : Brand.Text("contacts.invite.endUnknown");

    /// <summary>Goes back to make another one. The one that was made goes on counting.</summary>
    public void Clear()
    {
        (_made, _madeFor) = (null, null);
        Refresh();
    }

    private protected override async Task WatchAsync(CancellationToken cancellationToken)
    {
        await foreach (var happened in Client.EventsAsync(cancellationToken).ConfigureAwait(false))
        {
            if (happened is EventsLost or ConnectionChanged)
            {
                await InvokeAsync(_make.Raise).ConfigureAwait(false);
            }
        }
    }

    private protected override void Refresh()
    {
        Raise(nameof(Lifetimes));
        Raise(nameof(Uri));
        Raise(nameof(ShareText));
        Raise(nameof(MeaningText));
        Raise(nameof(EndsText));
        _make.Raise();
    }

    private string? WhyBlocked() =>
        WhyNotOffered(BrandFeature.Invitations)
        ?? WhyOffline(_account)
        ?? (
            IsForNewcomers || string.IsNullOrWhiteSpace(For) ? null
            : Only() is not { } only ? Brand.Text("contacts.add.invalid")
            : only == _account ? Brand.Text("contacts.add.self")
            : null
        );

    private Jid? Only() => ContactCode.Parse(For)?.Address;

    private async Task MakeAsync(CancellationToken cancellationToken)
    {
        var persona = await Client.Persona.GetAsync(_account, cancellationToken).ConfigureAwait(false);
        var only = IsForNewcomers || string.IsNullOrWhiteSpace(For) ? null : Only();
        var wanted = IsForNewcomers
            ? new NewInvitation { Name = persona.Nickname, AllowsRegistration = true }
            : new NewInvitation
            {
                Name = persona.Nickname,
                For = only,
                Validity = TimeSpan.FromDays(Days),
            };
        var made = await Client.Accounts.InviteAsync(_account, wanted, cancellationToken).ConfigureAwait(false);
        await InvokeAsync(() =>
            {
                (_made, _madeFor) = (made, only);
                Refresh();
            })
            .ConfigureAwait(false);
    }
}
