// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Contacts;
using ChatSecure.Terminal.Screens.Asking;
using ChatSecure.UIKit.Contacts;

namespace ChatSecure.Terminal.Screens.Contacts;

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
            // Who asks may call itself anything: the address is what there is to decide by.
            yield return new($"{row.AccessibleText} ({row.Id})", Tone.Warning, row);
        }

        foreach (var row in _list.Rows)
        {
            yield return new($"{row.Name}  {row.PresenceText}", row.IsBlocked ? Tone.Muted : Tone.Peer, row);
        }

        if (_list.EmptyText is { } empty)
        {
            yield return new(empty, Tone.Muted);
        }

        if (Brand.Features.IsOn(BrandFeature.Invitations))
        {
            yield return new($"+ {Brand.Text("contacts.invite.title")}", Tone.Accent, this);
        }
    }

    public override Task ChooseAsync(object item) =>
        OnUiAsync(() =>
        {
            switch (item)
            {
                case ContactRow { IsRequest: true } row:
                    Screen.Choose(row.AccessibleText, Answers(row));
                    break;
                case ContactRow row:
                    Screen.Open(new(_account, row.Id));
                    break;
                default:
                    Screen.Push(new InvitationPage(Screen, _account));
                    break;
            }
        });

    public override IEnumerable<Choice> ChoicesOf(object item) =>
        item switch
        {
            ContactRow { IsRequest: true } row => Answers(row),
            ContactRow row => ChoicesOf(row),
            _ => [],
        };

    public override async Task SubmitAsync(string text)
    {
        await OnUiAsync(() => _add.Input = text);
        await TryAsync(_add.AddCommand);
    }

    private IEnumerable<Choice> Answers(ContactRow row) =>
        [
            new(Brand.Text("button.accept"), () => _list.AcceptAsync(row.Id)),
            new(Brand.Text("button.decline"), () => _list.RemoveAsync(row.Id)),
            Blocking(row),
            .. Reporting(row),
        ];

    private IEnumerable<Choice> ChoicesOf(ContactRow row) =>
        [
            new(
                Brand.Text("verify.title", ("name", row.Name)),
                () => OnUiAsync(() => Screen.Push(new VerificationPage(Screen, _account, row.Id)))
            ),
            new(Brand.Text("contacts.rename"), () => OnUiAsync(() => Screen.Push(new RenamePage(Screen, _account, row.Id)))),
            row.IsBlocked ? new(Brand.Text("button.unblock"), () => _list.BlockAsync(row.Id, isBlocked: false)) : Blocking(row),
            .. row.IsBlocked ? [] : Reporting(row),
            new(Brand.Text("button.remove"), () => _list.RemoveAsync(row.Id), Brand.Text("contacts.remove.confirm", ("name", row.Name))),
        ];

    private Choice Blocking(ContactRow row) =>
        new(Brand.Text("button.block"), () => _list.BlockAsync(row.Id), Brand.Text("contacts.block.confirm", ("name", row.Name)));

    private IEnumerable<Choice> Reporting(ContactRow row) =>
        new[] { AbuseReason.Spam, AbuseReason.Abuse }.Select(reason => new Choice(
            Brand.Text(reason == AbuseReason.Spam ? "contacts.report.spam" : "contacts.report.abuse"),
            () => _list.ReportAsync(row.Id, reason),
            Brand.Text("contacts.report.confirm", ("name", row.Name))
        ));
}
