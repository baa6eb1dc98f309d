// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Collections;
using ChatSecure.UIKit.Commands;
using ChatSecure.UIKit.Words;

namespace ChatSecure.UIKit.Groups;

/// <summary>Entering a group: by its address, by a link, or from what a server shows.</summary>
public sealed class JoinGroupViewModel : ViewModel
{
    private readonly Jid _account;
    private readonly UiCommand _join;
    private readonly UiCommand _browse;
    private IReadOnlyList<OpenGroup> _found = [];
    private bool _hasBrowsed;

    /// <summary>Creates the view model.</summary>
    /// <param name="context">The engine, brand, UI thread and clock.</param>
    /// <param name="account">Who will enter it.</param>
    public JoinGroupViewModel(UiContext context, Jid account)
        : base(context)
    {
        _account = account;
        _join = Command(JoinAsync, WhyBlocked);
        _browse = Command(BrowseAsync, () => WhyNotOffered(BrandFeature.Groups) ?? WhyOffline(_account));
    }

    /// <summary>What was typed, pasted or scanned: an address or a link.</summary>
    public string Input
    {
        get;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            if (Set(ref field, value))
            {
                NeedsPassword = false;
                Raise(nameof(Address));
                _join.Raise();
            }
        }
    } = string.Empty;

    /// <summary>Which group that is; null if it is none. The person sees this before it is entered.</summary>
    public Jid? Address =>
        Input.Trim() is var typed
        && Client.Accounts.ReadLink(typed) is { Kind: ChatLinkKind.Room or ChatLinkKind.Address, Address: var linked }
            ? Room(linked)
        : Jid.TryParse(typed, out var jid) ? Room(jid)
        : null;

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

    /// <summary>Its password; empty for none, and again once we are in it.</summary>
    public string Password
    {
        get;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            Set(ref field, value);
        }
    } = string.Empty;

    /// <summary>Whether it has asked for a password.</summary>
    public bool NeedsPassword
    {
        get;
        private set => Set(ref field, value);
    }

    /// <summary>The domain whose groups to show; empty for that of the account's own server.</summary>
    public string Service
    {
        get;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            Set(ref field, value);
        }
    } = string.Empty;

    /// <summary>What to look for among the groups that were found; empty for all.</summary>
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

    /// <summary>The groups that the server shows.</summary>
    public ObservableWindow<OpenGroupRow> Found { get; } = [];

    /// <summary>What to show in place of rows when there are none; null while there are some or nobody has looked.</summary>
    public string? EmptyText => _hasBrowsed && Found.Count == 0 ? Brand.Text("group.browse.empty") : null;

    /// <summary>The group, once we are in it; null until then.</summary>
    public Jid? Joined
    {
        get;
        private set => Set(ref field, value);
    }

    /// <summary>Enters the group; its reason says why that can't be done.</summary>
    public IUiCommand JoinCommand => _join;

    /// <summary>Asks the server which groups it shows.</summary>
    public IUiCommand BrowseCommand => _browse;

    /// <summary>Takes a group that was found.</summary>
    /// <param name="row">Which.</param>
    public void Choose(OpenGroupRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        Input = row.Id.ToString();
    }

    private protected override void Refresh()
    {
        Found.Update([.. _found.Select(Row).Where(Matches)], row => row.Id);
        Raise(nameof(EmptyText));
        _join.Raise();
        _browse.Raise();
    }

    private static Jid? Room(Jid jid) => jid is { IsBare: true, Local: not null } ? jid : null;

    private static OpenGroupRow Row(OpenGroup group)
    {
        var name = DisplayText.Name(group.Name) ?? group.Room.ToString();
        return new(group.Room, name, $"{name}, {group.Room}");
    }

    private bool Matches(OpenGroupRow row) =>
        SearchText
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .All(word => Brand.Culture.CompareInfo.IndexOf(row.AccessibleText, word, System.Globalization.CompareOptions.IgnoreCase) >= 0);

    private string? WhyBlocked() =>
        WhyNotOffered(BrandFeature.Groups) ?? WhyOffline(_account) ?? (Address is null ? Brand.Text("group.blocked.address") : null);

    private async Task JoinAsync(CancellationToken cancellationToken)
    {
        var room = Address!.Value;
        try
        {
            await Client
                .Groups.JoinAsync(
                    _account,
                    room,
                    string.IsNullOrWhiteSpace(Nickname) ? null : Nickname.Trim(),
                    Password.Length == 0 ? null : Password,
                    cancellationToken
                )
                .ConfigureAwait(false);
        }
        catch (ChatSecureException error) when (error.Condition == "password-required")
        {
            await InvokeAsync(() => NeedsPassword = true).ConfigureAwait(false);
            throw;
        }

        await InvokeAsync(() => (Password, NeedsPassword, Joined) = (string.Empty, false, room)).ConfigureAwait(false);
    }

    private async Task BrowseAsync(CancellationToken cancellationToken)
    {
        var service = string.IsNullOrWhiteSpace(Service) ? null : Service.Trim();
        var found = await Client.Groups.BrowseAsync(_account, service, cancellationToken).ConfigureAwait(false);
        await InvokeAsync(() =>
            {
                (_found, _hasBrowsed) = (found, true);
                Refresh();
            })
            .ConfigureAwait(false);
    }
}
