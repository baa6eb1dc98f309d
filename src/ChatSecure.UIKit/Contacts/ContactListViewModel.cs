// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Contacts;
using ChatSecure.UIKit.Collections;
using ChatSecure.UIKit.Words;

namespace ChatSecure.UIKit.Contacts;

/// <summary>The contacts of an account by name, and who would like to be one. Create it, bind to it, <see cref="ViewModel.Start"/> it, and dispose of it when
/// it is no longer shown.</summary>
/// <param name="context">The engine, brand, UI thread and clock.</param>
/// <param name="account">Whose.</param>
public sealed class ContactListViewModel(UiContext context, Jid account) : ViewModel(context)
{
    /// <summary>The contacts.</summary>
    public ObservableWindow<ContactRow> Rows { get; } = [];

    /// <summary>Who would like to be a contact.</summary>
    public ObservableWindow<ContactRow> Requests { get; } = [];

    /// <summary>Whether the first rows have come.</summary>
    public bool IsLoaded
    {
        get;
        private set => Set(ref field, value);
    }

    /// <summary>What the person searches for; empty for all.</summary>
    public string SearchText
    {
        get;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            if (Set(ref field, value))
            {
                Refresh();
            }
        }
    } = string.Empty;

    /// <summary>What to show in place of rows when there are none; null while there are some or they are still being read.</summary>
    public string? EmptyText =>
        !IsLoaded || Rows.Count > 0 ? null
        : SearchText.Length > 0 ? Brand.Text("contacts.search.empty", ("words", DisplayText.Line(SearchText, 60)))
        : Brand.Text("contacts.empty");

    /// <summary>Accepts a request: both see each other. One of a contact at its new address takes the place of the old one.</summary>
    /// <param name="contact">Whose.</param>
    /// <returns>Whether that went well; if not, <see cref="ViewModel.Problem"/> says why.</returns>
    public Task<bool> AcceptAsync(Jid contact) =>
        TryAsync(token =>
            Names.Find(contact) is { MovedFrom: { } former }
                ? Client.Contacts.FollowMoveAsync(account, former, contact, token)
                : Client.Contacts.AcceptAsync(account, contact, token)
        );

    /// <summary>Takes somebody out of the contacts, or declines a request.</summary>
    /// <param name="contact">Whom.</param>
    /// <returns>Whether that went well; if not, <see cref="ViewModel.Problem"/> says why.</returns>
    public Task<bool> RemoveAsync(Jid contact) => TryAsync(token => Client.Contacts.RemoveAsync(account, contact, token));

    /// <summary>Blocks somebody, or no longer.</summary>
    /// <param name="contact">Whom.</param>
    /// <param name="isBlocked">Whether they are blocked from now on.</param>
    /// <returns>Whether that went well; if not, <see cref="ViewModel.Problem"/> says why.</returns>
    public Task<bool> BlockAsync(Jid contact, bool isBlocked = true) =>
        TryAsync(token =>
            isBlocked ? Client.Contacts.BlockAsync(account, contact, token) : Client.Contacts.UnblockAsync(account, contact, token)
        );

    /// <summary>Blocks somebody, and says why to our server, if that takes reports; nothing that was written goes with it. Ask the person first, with
    /// <c>contacts.report.confirm</c>.</summary>
    /// <param name="contact">Whom.</param>
    /// <param name="reason">What for.</param>
    /// <returns>Whether that went well; if not, <see cref="ViewModel.Problem"/> says why.</returns>
    public Task<bool> ReportAsync(Jid contact, AbuseReason reason) =>
        TryAsync(token => Client.Contacts.ReportAsync(account, contact, reason, cancellationToken: token));

    private protected override async Task WatchAsync(CancellationToken cancellationToken)
    {
        var events = Client.EventsAsync(cancellationToken);
        await ReadAsync(cancellationToken).ConfigureAwait(false);
        await foreach (var happened in events.ConfigureAwait(false))
        {
            switch (happened)
            {
                case ContactChanged change when change.Account == account:
                    await InvokeAsync(() =>
                        {
                            Names.Apply(change);
                            Refresh();
                        })
                        .ConfigureAwait(false);
                    break;

                // Without a connection we know of nobody's presence.
                case EventsLost:
                case ConnectionChanged connection when connection.Account == account:
                    await ReadAsync(cancellationToken).ConfigureAwait(false);
                    break;
            }
        }
    }

    private protected override void Refresh()
    {
        var compare = StringComparer.Create(Brand.Culture, System.Globalization.CompareOptions.IgnoreCase);
        var all = Names
            .Contacts.Where(contact => !ContactWords.IsBlockedStranger(contact))
            .Select(Row)
            .OrderBy(row => row.Name, compare)
            .ThenBy(row => row.Id.ToString(), StringComparer.Ordinal)
            .ToList();
        Requests.Update([.. all.Where(row => row is { IsRequest: true, IsBlocked: false })], row => row.Id);
        Rows.Update(
            [.. all.Where(row => !row.IsRequest || row.IsBlocked).Where(row => NameMatch.Is(SearchText, row.Name, row.Id, Brand.Culture))],
            row => row.Id
        );
        Raise(nameof(EmptyText));
    }

    private ContactRow Row(Contact contact)
    {
        var name = Names.Of(contact.Jid);
        var presence = ContactWords.Presence(contact, Brand);
        return new()
        {
            Id = contact.Jid,
            Name = name,
            Picture = PictureRef.Of(account, contact),
            Availability = contact.Availability,
            PresenceText = presence,
            IsBlocked = contact.IsBlocked,
            IsRequest = contact.IsPendingIn,
            AccessibleText = contact.IsPendingIn
                ? ContactWords.Moved(contact, Names, Brand) ?? Brand.Text("contacts.request", ("name", name))
                : Brand.Text("contacts.row", ("name", name), ("presence", presence)),
        };
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var contacts = await Client.Contacts.ListAsync(account, cancellationToken).ConfigureAwait(false);
        await InvokeAsync(() =>
            {
                Names.Set(contacts);
                IsLoaded = true;
                Refresh();
            })
            .ConfigureAwait(false);
    }
}
