// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Contacts;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Contacts;
using Microsoft.AspNetCore.Components;

namespace ChatSecure.UIKit.Blazor.Contacts;

/// <summary>The contacts, and who would like to be one.</summary>
public partial class ContactsView
{
    private ContactListViewModel _contacts = null!;
    private ContactRow? _removing;
    private ContactRow? _blocking;
    private (ContactRow Row, AbuseReason Reason)? _reporting;
    private ContactRow? _verifying;
    private Jid? _naming;
    private bool _isAdding;
    private bool _isInviting;
    private bool _isShowingCode;

    /// <summary>The contacts.</summary>
    [Parameter, EditorRequired]
    public ContactsContext Context { get; set; } = null!;

    private string Title => Text("shell.contacts");

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _contacts = Own(new ContactListViewModel(Ui.Context, Context.Account));
        Follow(_contacts.Rows);
        Follow(_contacts.Requests);
    }

    private void Open(Jid contact) => Context.Shell.Open(new ConversationId(Context.Account, contact));

    private void Close()
    {
        (_isAdding, _isInviting, _isShowingCode, _verifying, _naming) = (false, false, false, null, null);
        RenderSoon();
    }

    private async Task BlockAsync(ContactRow row)
    {
        if (row.IsBlocked)
        {
            await _contacts.BlockAsync(row.Id, isBlocked: false);
        }
        else
        {
            _blocking = row;
            RenderSoon();
        }
    }

    private async Task BlockAsync(bool isSure)
    {
        var row = _blocking;
        _blocking = null;
        if (isSure && row is not null)
        {
            await _contacts.BlockAsync(row.Id);
        }
    }

    private async Task ReportAsync(bool isSure)
    {
        var reporting = _reporting;
        _reporting = null;
        if (isSure && reporting is var (row, reason))
        {
            await _contacts.ReportAsync(row.Id, reason);
        }
    }

    private async Task RemoveAsync(bool isSure)
    {
        var row = _removing;
        _removing = null;
        if (isSure && row is not null)
        {
            await _contacts.RemoveAsync(row.Id);
        }
    }
}
