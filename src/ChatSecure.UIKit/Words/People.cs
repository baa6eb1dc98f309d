// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Contacts;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Contacts;
using ChatSecure.UIKit.Timeline;

namespace ChatSecure.UIKit.Words;

/// <summary>The contacts and groups of an account by name, as they were when it was read.</summary>
internal sealed class People
{
    private readonly NameBook _names;
    private readonly IReadOnlyDictionary<Jid, Group> _groups;

    private People(NameBook names, IReadOnlyDictionary<Jid, Group> groups) => (_names, _groups) = (names, groups);

    public static async Task<People> ReadAsync(UiContext context, Jid account, CancellationToken cancellationToken)
    {
        var names = new NameBook(context);
        names.Set(await context.Client.Contacts.ListAsync(account, cancellationToken).ConfigureAwait(false));
        var groups = await context.Client.Groups.ListAsync(account, cancellationToken).ConfigureAwait(false);
        return new(names, groups.ToDictionary(group => group.Room.Jid));
    }

    /// <summary>What a contact or a group is called.</summary>
    public string NameOf(Jid peer) => _names.Of(peer, _groups.GetValueOrDefault(peer)?.Room.Name);

    /// <summary>All of them, in no order: the contacts, but for strangers who are in the list because they are blocked, and the groups.</summary>
    public IEnumerable<(Contact? Contact, RoomInfo? Room)> All =>
        _names
            .Contacts.Where(contact => !ContactWords.IsBlockedStranger(contact))
            .Select(contact => ((Contact?)contact, (RoomInfo?)null))
            .Concat(_groups.Values.Select(group => ((Contact?)null, (RoomInfo?)group.Room)));

    /// <summary>Whether a message names us, in a group.</summary>
    public bool IsNamed(ChatMessage message) =>
        message.Body is { } body && _groups.GetValueOrDefault(message.Conversation.Peer)?.Room.Nick is { } nick && Mention.IsIn(body, nick);

    /// <summary>Who wrote a message, and in a group also where.</summary>
    public string From(ChatMessage message, Brand brand) =>
        _groups.ContainsKey(message.Conversation.Peer)
            ? brand.Text(
                "group.memberIn",
                ("name", MessageWords.Sender(message, _names.Of, brand)),
                ("group", NameOf(message.Conversation.Peer))
            )
            : NameOf(message.Conversation.Peer);
}
