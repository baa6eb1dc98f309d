// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Messaging;
using ChatSecure.Terminal.Screens.Accounts;
using ChatSecure.Terminal.Screens.Asking;
using ChatSecure.Terminal.Screens.Contacts;
using ChatSecure.UIKit;
using ChatSecure.UIKit.Contacts;
using ChatSecure.UIKit.Conversations;
using ChatSecure.UIKit.Groups;
using ChatSecure.UIKit.Settings;
using ChatSecure.UIKit.Shell;

namespace ChatSecure.Terminal.Screens.Conversations;

/// <summary>The conversations of the account: Enter opens one, Tab shows what can be done with it, the arrows to the sides show others.</summary>
internal sealed class ConversationsPage(Screen screen) : Page(screen)
{
    private ConversationListViewModel? _list;
    private MoveViewModel? _move;
    private Jid? _account;

    public override string Title => _list?.Title ?? Brand.Name;

    public override string Prompt => Brand.Text("terminal.list");

    public override string? Problem => _list?.Problem ?? base.Problem;

    public override object? Section => (_account, _list?.FilterId);

    // What is told comes first, but a person comes for the conversations and those who ask.
    public override object? Start =>
        _list?.RequestsText is not null ? new Requests()
        : _list?.Invitations.FirstOrDefault() is { } invitation ? invitation.Id
        : _list?.Rows.FirstOrDefault()?.Id;

    public override IEnumerable<Line> Lines()
    {
        Follow();
        if (_list is null)
        {
            yield break;
        }

        var filters = _list.Filters.Select(filter => filter.Id == _list.FilterId ? $"[{filter.Text}]" : $" {filter.Text} ");
        yield return new($"← {string.Join(' ', filters)} →", Tone.Muted);
        foreach (var banner in Screen.Shell.Banners)
        {
            yield return new(banner.Text, Tone.Warning, banner);
        }

        if (_move is { Offer: not null, IsDone: false, Text: { } offer })
        {
            yield return new(offer, Tone.Warning, _move);
        }

        if (_list.RequestsText is { } requests)
        {
            yield return new(requests, Tone.Warning, new Requests());
        }

        foreach (var invitation in _list.Invitations)
        {
            yield return new(invitation.AccessibleText, Tone.Warning, invitation);
        }

        foreach (var row in _list.Rows)
        {
            var pin = row.IsPinned ? "^ " : string.Empty;
            var unread =
                row.UnreadCount > 0 ? $"({row.UnreadCount}) "
                : row.IsMarkedUnread ? "• "
                : string.Empty;
            var marks = new[] { row.TimeText, row.LockText, row.MutedText }.Where(mark => !string.IsNullOrEmpty(mark));
            var tone = row.IsUnread && !row.IsMuted ? Tone.Accent : Tone.Peer;
            yield return new($"{pin}{unread}{row.Title}  {string.Join("  ", marks)}", tone, row);
            yield return new($"  {row.TypingText ?? row.Preview}", Tone.Muted, row);
        }

        if (_list.EmptyText is { } empty)
        {
            yield return new(empty, Tone.Muted);
        }
    }

    public override void Turn(int by)
    {
        if (_list is { } list)
        {
            var ids = list.Filters.Select(filter => filter.Id).ToList();
            list.FilterId = ids[(ids.IndexOf(list.FilterId) + by + ids.Count) % ids.Count];
            Screen.Show(this);
        }
    }

    public override async Task SubmitAsync(string text)
    {
        if (ContactCode.Parse(text) is { Address: var address } && _account is { } own)
        {
            await OnUiAsync(() => Screen.Open(new ConversationId(own, address)));
        }
        else
        {
            await OnUiAsync(() => Complain(Brand.Text("contacts.add.invalid")));
        }
    }

    public override Task ChooseAsync(object item) =>
        OnUiAsync(() =>
        {
            switch (item)
            {
                case ConversationRow row:
                    Screen.Open(row.Id);
                    break;
                case GroupInvitationRow invitation:
                    Screen.Choose(invitation.AccessibleText, ChoicesOf(invitation));
                    break;
                case Banner banner:
                    Screen.Shell.Dismiss(banner);
                    break;
                case MoveViewModel when _account is { } moving:
                    Screen.Push(new MovePage(Screen, moving));
                    break;
                case Requests when _account is { } account:
                    Screen.Push(new ContactsPage(Screen, account));
                    break;
            }
        });

    public override IEnumerable<Choice> ChoicesOf(object item) =>
        (item, _list) switch
        {
            (ConversationRow row, { } list) => Choice.Of(
                list.ActionsOf(row),
                action => action.Id == "delete" ? Brand.Text("conversations.delete.confirm", ("name", row.Title)) : row.Title
            ),
            (GroupInvitationRow invitation, { } list) =>
            [
                new(Brand.Text("button.accept"), () => list.AcceptInvitationAsync(invitation.Id)),
                new(Brand.Text("button.decline"), () => list.DeclineInvitationAsync(invitation.Id)),
            ],
            _ => [],
        };

    // The shell says late which account it is, and may change its mind.
    private void Follow()
    {
        if (Screen.Shell.Account is { } account && account != _account)
        {
            foreach (var former in new ViewModel?[] { _list, _move }.OfType<ViewModel>())
            {
                Drop(former);
            }

            _account = account;
            _list = new(Context, account);
            Use(_list, _list.Rows, _list.Invitations).Start();
            _move = new(Context, account);
            Use(_move).Start();
        }
    }

    // That people would like to be contacts.
    private sealed record Requests;
}
