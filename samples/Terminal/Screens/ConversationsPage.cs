// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Contacts;
using ChatSecure.UIKit.Conversations;
using ChatSecure.UIKit.Groups;

namespace ChatSecure.Terminal.Screens;

/// <summary>The conversations of the account.</summary>
internal sealed class ConversationsPage(Screen screen) : Page(screen)
{
    private ConversationListViewModel? _list;
    private Jid? _account;

    public override string Title => _list?.Title ?? Brand.Name;

    public override string? Problem => _list?.Problem ?? base.Problem;

    public override IEnumerable<Line> Lines()
    {
        Follow();
        if (_list is null)
        {
            yield break;
        }

        foreach (var invitation in _list.Invitations)
        {
            yield return new(invitation.AccessibleText, Tone.Warning, invitation);
        }

        foreach (var row in _list.Rows)
        {
            var unread =
                row.UnreadCount > 0 ? $"({row.UnreadCount}) "
                : row.IsMarkedUnread ? "• "
                : string.Empty;
            yield return new($"{unread}{row.Title}  {row.TimeText}  {row.LockText}", row.IsUnread ? Tone.Accent : Tone.Peer, row);
            yield return new($"  {row.TypingText ?? row.Preview}", Tone.Muted);
        }

        if (_list.EmptyText is { } empty)
        {
            yield return new(empty, Tone.Muted);
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
        item switch
        {
            ConversationRow row => OnUiAsync(() => Screen.Open(row.Id)),
            GroupInvitationRow invitation when _list is { } list => list.AcceptInvitationAsync(invitation.Id),
            _ => Task.CompletedTask,
        };

    // The shell says late which account it is, and may change its mind.
    private void Follow()
    {
        if (Screen.Shell.Account is { } account && account != _account)
        {
            if (_list is { } former)
            {
                Drop(former);
            }

            _account = account;
            _list = new(Context, account);
            Use(_list, _list.Rows, _list.Invitations).Start();
        }
    }
}
