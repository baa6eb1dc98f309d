// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Contacts;
using ChatSecure.UIKit.Commands;
using ChatSecure.UIKit.Words;

namespace ChatSecure.UIKit.Contacts;

/// <summary>Adds a contact by an address, a link or a code that was scanned. Create it, bind to it, <see cref="ViewModel.Start"/> it, and dispose of it when it is
/// no longer shown.</summary>
public sealed class AddContactViewModel : ViewModel
{
    private readonly Jid _account;
    private readonly UiCommand _add;
    private ContactCode? _code;
    private ChatLink? _invitation;
    private bool _isRoom;

    /// <summary>Creates the view model; nothing is read before <see cref="ViewModel.Start"/>.</summary>
    /// <param name="context">The engine, brand, UI thread and clock.</param>
    /// <param name="account">Whose contact it will be.</param>
    public AddContactViewModel(UiContext context, Jid account)
        : base(context)
    {
        _account = account;
        _add = Command(AddAsync, WhyBlocked);
    }

    /// <summary>What was typed, pasted or scanned.</summary>
    public string Input
    {
        get;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            if (Set(ref field, value))
            {
                Read();
            }
        }
    } = string.Empty;

    /// <summary>What to call the contact; empty for no name. A link may suggest one.</summary>
    public string Name
    {
        get;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            Set(ref field, value);
        }
    } = string.Empty;

    /// <summary>Whose address it is; null if it is none. The person sees this before it is added.</summary>
    public Jid? Address => _code?.Address;

    /// <summary>That the code names keys, in words; null if it names none. They are verified by <see cref="Verification.VerificationViewModel.CheckCodeAsync"/> with the same
    /// code, once the contact is there.</summary>
    public string? KeysText =>
        _code is { Keys.Count: > 0 } code
            ? Brand.Text("contacts.add.withKeys", ("count", code.Keys.Count), ("address", code.Address.ToString()))
            : null;

    /// <summary>Whether it is an invitation: whoever made it has agreed already.</summary>
    public bool IsInvitation => _invitation is not null;

    /// <summary>That it is an invitation, and by whom, in words; null if it is none.</summary>
    public string? InvitationText =>
        _invitation is { } invitation ? Brand.Text("contacts.add.invited", ("address", invitation.Address.ToString())) : null;

    /// <summary>Who was added; null until then.</summary>
    public Jid? Added
    {
        get;
        private set => Set(ref field, value);
    }

    /// <summary>Adds the contact; its reason says why that can't be done.</summary>
    public IUiCommand AddCommand => _add;

    private protected override async Task WatchAsync(CancellationToken cancellationToken)
    {
        var contacts = await Client.Contacts.ListAsync(_account, cancellationToken).ConfigureAwait(false);
        await InvokeAsync(() =>
            {
                Names.Set(contacts);
                _add.Raise();
            })
            .ConfigureAwait(false);
    }

    private protected override void Refresh()
    {
        Raise(nameof(KeysText));
        _add.Raise();
    }

    private void Read()
    {
        var link = Client.Accounts.ReadLink(Input.Trim());
        _invitation = link is { Kind: ChatLinkKind.Contact, Token: not null } ? link : null;
        _isRoom = link is { Kind: ChatLinkKind.Room };
        var former = DisplayText.Name(_code?.SuggestedName) ?? string.Empty;
        _code = ContactCode.Parse(Input) ?? (Brand.Defaults.DefaultServer is { } server ? ContactCode.Parse($"{Input}@{server}") : null);
        if (Name == former)
        {
            Name = DisplayText.Name(_code?.SuggestedName) ?? string.Empty;
        }

        Raise(nameof(Address));
        Raise(nameof(IsInvitation));
        Raise(nameof(InvitationText));
        Refresh();
    }

    private string? WhyBlocked() =>
        _isRoom ? Brand.Text("contacts.add.isGroup")
        : _code is not { Address: var address } ? Brand.Text("contacts.add.invalid")
        : address == _account ? Brand.Text("contacts.add.self")
        : Names.Find(address) is { IsPendingIn: false, Subscription: SubscriptionState.Both }
            ? Brand.Text("contacts.add.alreadyThere", ("name", Names.Of(address)))
        : null;

    private async Task AddAsync(CancellationToken cancellationToken)
    {
        var address = _code!.Address;
        var name = DisplayText.Name(Name);
        if (_invitation is { } invitation)
        {
            await Client
                .Contacts.AcceptInvitationAsync(_account, invitation with { SuggestedName = name }, cancellationToken)
                .ConfigureAwait(false);
        }
        else
        {
            await Client.Contacts.AddAsync(_account, address, name, cancellationToken).ConfigureAwait(false);
        }

        await InvokeAsync(() => Added = address).ConfigureAwait(false);
    }
}
