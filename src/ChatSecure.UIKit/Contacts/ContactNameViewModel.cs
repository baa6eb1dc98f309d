// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.UIKit.Commands;
using ChatSecure.UIKit.Threading;
using ChatSecure.UIKit.Words;

namespace ChatSecure.UIKit.Contacts;

/// <summary>Gives a contact another name, which nobody but the person sees. Create it, bind to it, <see cref="ViewModel.Start"/> it, and dispose of it when it is no
/// longer shown.</summary>
public sealed class ContactNameViewModel : ViewModel
{
    /// <summary>The longest name, in UTF-16 characters.</summary>
    public const int MaxLength = 64;

    private readonly Jid _account;
    private readonly Signal _changed = new();
    private readonly UiCommand _save;

    /// <summary>Creates the view model; nothing is read before <see cref="ViewModel.Start"/>.</summary>
    /// <param name="context">The engine, brand, UI thread and clock.</param>
    /// <param name="account">Whose contact.</param>
    /// <param name="contact">The contact's bare address.</param>
    public ContactNameViewModel(UiContext context, Jid account, Jid contact)
        : base(context)
    {
        (_account, Contact) = (account, contact);
        _save = Command(SaveAsync, WhyBlocked);
    }

    /// <summary>The contact's bare address.</summary>
    public Jid Contact { get; }

    /// <summary>The name to give; empty for none.</summary>
    public string Name
    {
        get;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            Set(ref field, value);
        }
    } = string.Empty;

    /// <summary>What the contact is called without a name of the person's: what it calls itself, marked as such, else its address.</summary>
    public string Otherwise
    {
        get;
        private set => Set(ref field, value);
    } = string.Empty;

    /// <summary>Whether the present name has been read.</summary>
    public bool IsLoaded
    {
        get;
        private set => Set(ref field, value);
    }

    /// <summary>Whether the name has been given.</summary>
    public bool IsSaved
    {
        get;
        private set => Set(ref field, value);
    }

    /// <summary>Gives the name; its reason says why that can't be done.</summary>
    public IUiCommand SaveCommand => _save;

    private protected override Task WatchAsync(CancellationToken cancellationToken) =>
        ReadOnAsync(
            _changed,
            happened => happened is ContactChanged or ConnectionChanged && happened.Account == _account,
            ReadAsync,
            cancellationToken
        );

    private protected override void Refresh()
    {
        Otherwise = Names.Find(Contact) is { } contact ? Names.WithoutOwn(contact) : Contact.ToString();
        _save.Raise();
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var contacts = await Client.Contacts.ListAsync(_account, cancellationToken).ConfigureAwait(false);
        await InvokeAsync(() =>
            {
                Names.Set(contacts);
                if (!IsLoaded)
                {
                    (Name, IsLoaded) = (DisplayText.Name(Names.Find(Contact)?.Name) ?? string.Empty, true);
                }

                Refresh();
            })
            .ConfigureAwait(false);
    }

    private string? WhyBlocked() =>
        Names.Find(Contact) is not { } contact || ContactWords.IsBlockedStranger(contact) ? Brand.Text("contacts.notAContact")
        : Name.Length > MaxLength ? Brand.Text("persona.blocked.nameTooLong")
        : WhyOffline(_account);

    private async Task SaveAsync(CancellationToken cancellationToken)
    {
        await Client.Contacts.RenameAsync(_account, Contact, DisplayText.Name(Name), cancellationToken).ConfigureAwait(false);
        await InvokeAsync(() => IsSaved = true).ConfigureAwait(false);
    }
}
