// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Messaging;
using ChatSecure.Terminal.Screens.Asking;
using ChatSecure.UIKit.Groups;

namespace ChatSecure.Terminal.Screens.Groups;

/// <summary>The groups: those that we are in, invitations, making and entering others.</summary>
internal sealed class GroupsPage : Page
{
    private readonly Jid _account;
    private readonly GroupListViewModel _list;
    private readonly JoinGroupViewModel _join;

    public GroupsPage(Screen screen, Jid account)
        : base(screen)
    {
        _account = account;
        _list = new(Context, account);
        Use(_list, _list.Rows, _list.Invitations);
        _join = new(Context, account);
        Use(_join, _join.Found);
    }

    public override string Title => Brand.Text("conversations.filter.groups");

    public override string Prompt => Brand.Text("terminal.groups");

    public override IEnumerable<Line> Lines()
    {
        foreach (var row in _list.Invitations)
        {
            yield return new(row.AccessibleText, Tone.Warning, row);
        }

        foreach (var row in _list.Rows)
        {
            yield return new(row.AccessibleText, row.CanEncrypt ? Tone.Peer : Tone.Warning, row);
        }

        foreach (var row in _join.Found)
        {
            yield return new(row.AccessibleText, Tone.Muted, row);
        }

        if ((_join.EmptyText ?? _list.EmptyText) is { } empty)
        {
            yield return new(empty, Tone.Muted);
        }
    }

    public override Task ChooseAsync(object item) =>
        item switch
        {
            GroupInvitationRow invitation => OnUiAsync(() => Screen.Choose(invitation.AccessibleText, ChoicesOf(invitation))),
            GroupRow { State: GroupState.Joined } row => OnUiAsync(() => Screen.Open(new(_account, row.Id))),
            GroupRow row => _list.JoinAsync(row.Id),
            OpenGroupRow row => JoinAsync(row.Id.ToString()),
            _ => Task.CompletedTask,
        };

    public override IEnumerable<Choice> ChoicesOf(object item) =>
        item switch
        {
            GroupInvitationRow invitation =>
            [
                new(Brand.Text("button.accept"), () => _list.JoinAsync(invitation.Id)),
                new(Brand.Text("button.decline"), () => _list.DeclineAsync(invitation.Id)),
            ],
            GroupRow row =>
            [
                new(Brand.Text("terminal.help.about"), () => OnUiAsync(() => Screen.Push(new GroupPage(Screen, _account, row.Id)))),
                new(Brand.Text("group.leave"), () => _list.LeaveAsync(row.Id), Brand.Text("group.leave.confirm", ("name", row.Name))),
            ],
            _ => [],
        };

    public override async Task SubmitAsync(string text)
    {
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        var (name, rest) = space < 0 ? (text, string.Empty) : (text[..space], text[(space + 1)..].Trim());
        switch (name)
        {
            case "/new":
                await OnUiAsync(() => Screen.Push(new NewGroupPage(Screen, _account, rest)));
                break;
            case "/join":
                await JoinAsync(rest);
                break;
            case "/browse":
                await OnUiAsync(() => _join.Service = rest);
                await TryAsync(_join.BrowseCommand);
                break;
            default:
                await OnUiAsync(() => Complain(Brand.Text("terminal.command.unknown")));
                break;
        }
    }

    private async Task JoinAsync(string address)
    {
        await OnUiAsync(() => _join.Input = address);
        await TryAsync(_join.JoinCommand);
    }
}
