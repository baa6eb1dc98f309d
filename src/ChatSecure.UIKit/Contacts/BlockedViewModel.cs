// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Contacts;
using ChatSecure.UIKit.Collections;
using ChatSecure.UIKit.Threading;

namespace ChatSecure.UIKit.Contacts;

/// <summary>Whom the person blocks.</summary>
/// <param name="context">The engine, brand, UI thread and clock.</param>
/// <param name="account">Whose.</param>
public sealed class BlockedViewModel(UiContext context, Jid account) : ViewModel(context)
{
    private readonly Signal _changed = new();

    /// <summary>Those who are blocked.</summary>
    public ObservableWindow<ContactRow> Rows { get; } = [];

    /// <summary>Whether the first rows have come.</summary>
    public bool IsLoaded
    {
        get;
        private set => Set(ref field, value);
    }

    /// <summary>What to show in place of rows when there are none; null while there are some or they are still being read.</summary>
    public string? EmptyText => IsLoaded && Rows.Count == 0 ? Brand.Text("contacts.blocked.empty") : null;

    /// <summary>Blocks somebody.</summary>
    /// <param name="text">An address, a link or a code.</param>
    /// <returns>Whether they are blocked; if not, <see cref="ViewModel.Problem"/> says why.</returns>
    public async Task<bool> BlockAsync(string text)
    {
        if (ContactCode.Parse(text) is not { Address: var address })
        {
            await InvokeAsync(() => Problem = Brand.Text("contacts.add.invalid")).ConfigureAwait(false);
            return false;
        }

        return await TryAsync(token => Client.Contacts.BlockAsync(account, address, token)).ConfigureAwait(false);
    }

    /// <summary>Blocks somebody no longer.</summary>
    /// <param name="contact">Whom.</param>
    /// <returns>Whether that went well; if not, <see cref="ViewModel.Problem"/> says why.</returns>
    public Task<bool> UnblockAsync(Jid contact) => TryAsync(token => Client.Contacts.UnblockAsync(account, contact, token));

    private protected override Task WatchAsync(CancellationToken cancellationToken) =>
        ReadOnAsync(
            _changed,
            happened => happened is ContactChanged or ConnectionChanged && happened.Account == account,
            ReadAsync,
            cancellationToken
        );

    private protected override void Refresh()
    {
        Rows.Update(
            [
                .. Names
                    .Contacts.Where(contact => contact.IsBlocked)
                    .Select(Row)
                    .OrderBy(row => row.Name, StringComparer.Create(Brand.Culture, System.Globalization.CompareOptions.IgnoreCase))
                    .ThenBy(row => row.Id.ToString(), StringComparer.Ordinal),
            ],
            row => row.Id
        );
        Raise(nameof(EmptyText));
    }

    private ContactRow Row(Contact contact)
    {
        var (name, state) = (Names.Of(contact.Jid), Brand.Text("contacts.isBlocked"));
        return new()
        {
            Id = contact.Jid,
            Name = name,
            PresenceText = state,
            IsBlocked = true,
            AccessibleText = Brand.Text("contacts.row", ("name", name), ("presence", state)),
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
