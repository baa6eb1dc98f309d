// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.UIKit.Contacts;

namespace ChatSecure.Terminal.Screens;

/// <summary>The contacts, and who would like to be one.</summary>
internal sealed class ContactsPage : Page
{
    private readonly Jid _account;
    private readonly ContactListViewModel _list;
    private readonly AddContactViewModel _add;

    public ContactsPage(Screen screen, Jid account)
        : base(screen)
    {
        _account = account;
        _list = new(Context, account);
        _add = Use(new AddContactViewModel(Context, account));
        Use(_list, _list.Rows, _list.Requests);
    }

    public override string Title => Brand.Text("contacts.title", ("account", _account.ToString()));

    public override string Prompt => Brand.Text("terminal.contacts");

    public override IEnumerable<Line> Lines()
    {
        foreach (var row in _list.Requests)
        {
            yield return new($"{row.AccessibleText} ({row.Id})  [{Brand.Text("button.accept")}]", Tone.Warning, row);
        }

        foreach (var row in _list.Rows)
        {
            yield return new($"{row.Name}  {row.PresenceText}  {row.Id}", row.IsBlocked ? Tone.Muted : Tone.Peer, row);
        }

        if (_list.EmptyText is { } empty)
        {
            yield return new(empty, Tone.Muted);
        }
    }

    public override Task ChooseAsync(object item) =>
        item switch
        {
            ContactRow { IsRequest: true } row => _list.AcceptAsync(row.Id),
            ContactRow row => OnUiAsync(() => Screen.Open(new(_account, row.Id))),
            _ => Task.CompletedTask,
        };

    public override async Task SubmitAsync(string text)
    {
        await OnUiAsync(() => _add.Input = text);
        await TryAsync(_add.AddCommand);
    }
}
