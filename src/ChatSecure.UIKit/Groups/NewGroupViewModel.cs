// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.UIKit.Collections;
using ChatSecure.UIKit.Commands;
using ChatSecure.UIKit.Contacts;
using ChatSecure.UIKit.Words;

namespace ChatSecure.UIKit.Groups;

/// <summary>Making a group.</summary>
public sealed class NewGroupViewModel : ViewModel
{
    private const int MaxName = 200;

    private readonly Jid _account;
    private readonly UiCommand _create;
    private readonly MemberChoices _choices = new();

    /// <summary>Creates the view model; nothing is read before <see cref="ViewModel.Start"/>.</summary>
    /// <param name="context">The engine, brand, UI thread and clock.</param>
    /// <param name="account">Whose group it will be.</param>
    public NewGroupViewModel(UiContext context, Jid account)
        : base(context)
    {
        _account = account;
        _create = Command(CreateAsync, WhyBlocked);
    }

    /// <summary>What it will be called.</summary>
    public string Name
    {
        get;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            if (Set(ref field, value))
            {
                _create.Raise();
            }
        }
    } = string.Empty;

    /// <summary>What we will be called in it; empty for the usual.</summary>
    public string Nickname
    {
        get;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            Set(ref field, value);
        }
    } = string.Empty;

    /// <summary>Whether everybody may find and enter it. Default false: only those who are invited.</summary>
    public bool IsOpen
    {
        get;
        set
        {
            if (Set(ref field, value))
            {
                Refresh();
            }
        }
    }

    /// <summary>Who will be able to read what is written there, in words.</summary>
    public string EncryptionText => Brand.Text(IsOpen ? "group.notEncryptable" : "group.encrypted");

    /// <summary>Whom to invite: the contacts, and who was added by address.</summary>
    public ObservableWindow<MemberChoiceRow> Candidates => _choices.Rows;

    /// <summary>The group, once it is there; null until then.</summary>
    public Jid? Created
    {
        get;
        private set => Set(ref field, value);
    }

    /// <summary>Makes the group, enters it and invites its members; its reason says why that can't be done.</summary>
    public IUiCommand CreateCommand => _create;

    /// <summary>Chooses somebody, or no longer.</summary>
    /// <param name="contact">Whom.</param>
    /// <param name="isChosen">Whether they are invited.</param>
    public void Choose(Jid contact, bool isChosen = true)
    {
        _choices.Choose(contact, isChosen && contact != _account);
        Refresh();
    }

    /// <summary>Chooses who is no contact.</summary>
    /// <param name="text">An address, a link or a code.</param>
    /// <returns>Whether it is one.</returns>
    public bool ChooseByAddress(string text)
    {
        if (ContactCode.Parse(text) is not { Address: var address })
        {
            return false;
        }

        Choose(address);
        return true;
    }

    private protected override Task WatchAsync(CancellationToken cancellationToken) =>
        ReadOnAsync(
            new(),
            happened => happened is ContactChanged or ConnectionChanged && happened.Account == _account,
            ReadAsync,
            cancellationToken
        );

    private protected override void Refresh()
    {
        _choices.Refresh(Names, Brand);
        Raise(nameof(EncryptionText));
        _create.Raise();
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var contacts = await Client.Contacts.ListAsync(_account, cancellationToken).ConfigureAwait(false);
        await InvokeAsync(() =>
            {
                Names.Set(contacts);
                Refresh();
            })
            .ConfigureAwait(false);
    }

    private string? WhyBlocked() =>
        WhyNotOffered(BrandFeature.Groups)
        ?? WhyOffline(_account)
        ?? (
            DisplayText.Name(Name) is null ? Brand.Text("group.blocked.name")
            : Name.Length > MaxName ? Brand.Text("group.blocked.nameTooLong")
            : null
        );

    private async Task CreateAsync(CancellationToken cancellationToken)
    {
        var wanted = new NewGroup
        {
            Name = Name.Trim(),
            Nick = string.IsNullOrWhiteSpace(Nickname) ? null : Nickname.Trim(),
            IsPublic = IsOpen,
            Members = [.. _choices.Chosen],
        };
        var group = await Client.Groups.CreateAsync(_account, wanted, cancellationToken).ConfigureAwait(false);
        await InvokeAsync(() => Created = group.Room.Jid).ConfigureAwait(false);
    }
}
