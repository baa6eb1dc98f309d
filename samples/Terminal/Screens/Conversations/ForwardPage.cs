// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;
using ChatSecure.UIKit.Contacts;
using ChatSecure.UIKit.Conversations;
using ChatSecure.UIKit.Timeline;

namespace ChatSecure.Terminal.Screens.Conversations;

/// <summary>To whom a message goes once more.</summary>
internal sealed class ForwardPage : Page
{
    private readonly TimelineViewModel _timeline;
    private readonly MessageRow _message;
    private readonly ConversationListViewModel _list;
    private readonly ContactListViewModel _contacts;

    public ForwardPage(Screen screen, TimelineViewModel timeline, MessageRow message)
        : base(screen)
    {
        (_timeline, _message) = (timeline, message);
        _list = new(Context, timeline.Conversation.Account);
        Use(_list, _list.Rows);
        _contacts = new(Context, timeline.Conversation.Account);
        Use(_contacts, _contacts.Rows);
    }

    public override string Title => $"{Brand.Text("button.forward")}: {_message.Body}";

    // Whom the person has not written to yet come after those that it has.
    private IEnumerable<ContactRow> Others =>
        _contacts.Rows.Where(contact => !contact.IsBlocked && _list.Rows.All(row => row.Id.Peer != contact.Id));

    public override IEnumerable<Line> Lines()
    {
        if (!_list.IsLoaded || !_contacts.IsLoaded)
        {
            yield break;
        }

        foreach (var row in _list.Rows)
        {
            yield return new($"{row.Title}  {row.LockText}", Tone.Peer, new Target(row.Id, row.Title));
        }

        foreach (var row in Others)
        {
            yield return new(row.Name, Tone.Peer, new Target(new(_timeline.Conversation.Account, row.Id), row.Name));
        }

        if (_list.Rows.Count == 0 && !Others.Any())
        {
            yield return new(Brand.Text("message.forward.empty"), Tone.Muted);
        }
    }

    public override async Task ChooseAsync(object item)
    {
        if (item is Target target)
        {
            await OnUiAsync(() => Screen.Leave(this));
            if (await _timeline.ForwardAsync(_message, target.To))
            {
                await OnUiAsync(() => Screen.Say(Brand.Text("message.forwarded", ("name", target.Name))));
            }
        }
    }

    private sealed record Target(ConversationId To, string Name);
}
