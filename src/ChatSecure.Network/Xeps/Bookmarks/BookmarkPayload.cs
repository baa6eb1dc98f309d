// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Immutable;
using ChatSecure.Addressing;
using ChatSecure.Network.Xeps.GroupChat;
using ChatSecure.Network.Xeps.PubSub;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.Bookmarks;

/// <summary>Bookmarks to and from XML: one in each item (XEP-0402), or all in one element (XEP-0048). What we do not know stays as it was.</summary>
internal static class BookmarkPayload
{
    public const string Namespace = "urn:xmpp:bookmarks:1";
    public const string ListNamespace = "storage:bookmarks";
    public const string ListName = "storage";
    public const int MaxBookmarks = 1000;

    /// <summary>Reads an item; null if it is none, or its id no room's address.</summary>
    public static Bookmark? Read(PubSubItem item) =>
        item.Payload?.Is("conference", Namespace) == true && ReadRoom(item.Id) is { } room ? Read(item.Payload, room) : null;

    /// <summary>The address of a room; null if it is none.</summary>
    public static Jid? ReadRoom(string? text) =>
        Jid.TryParse(text, out var room) && room is { IsBare: true, Local: not null } ? room : null;

    /// <summary>Reads a list; entries that are malformed, twice there or beyond the bound are left out.</summary>
    public static IReadOnlyList<Bookmark> ReadList(XmppElement? list) =>
        list?.Is(ListName, ListNamespace) == true
            ?
            [
                .. list.Elements("conference", ListNamespace)
                    .Select(entry => ReadRoom(entry["jid"]) is { } room ? Read(entry, room) : null)
                    .OfType<Bookmark>()
                    .DistinctBy(bookmark => bookmark.Room)
                    .Take(MaxBookmarks),
            ]
            : [];

    /// <summary>The payload of an item, made of the former one.</summary>
    public static XmppElement Write(Bookmark bookmark, XmppElement? former) =>
        Write(bookmark, former?.Is("conference", Namespace) == true ? former : null, Namespace);

    /// <summary>The list with another entry for a room, or without one.</summary>
    public static XmppElement WriteList(XmppElement? former, Jid room, Bookmark? bookmark)
    {
        var list = new XmppElement(ListName, ListNamespace);
        foreach (var child in former?.Is(ListName, ListNamespace) == true ? former.Children : [])
        {
            if (!child.Is("conference", ListNamespace) || ReadRoom(child["jid"]) != room)
            {
                list.Add(child);
            }
            else if (bookmark is not null)
            {
                list.Add(WriteEntry(bookmark, child));
                bookmark = null;
            }
        }

        return bookmark is null ? list : list.Add(WriteEntry(bookmark, null));
    }

    private static XmppElement WriteEntry(Bookmark bookmark, XmppElement? former)
    {
        var entry = Write(bookmark, former, ListNamespace);
        entry["jid"] = bookmark.Room.ToString();
        return entry;
    }

    private static XmppElement Write(Bookmark bookmark, XmppElement? former, string ns)
    {
        var conference = new XmppElement("conference", ns);
        foreach (var (name, value) in former?.Attributes ?? [])
        {
            conference[name] = value;
        }

        conference["name"] = bookmark.Name;
        conference["autojoin"] = bookmark.JoinsAutomatically ? "true" : "false";
        Add("nick", bookmark.Nickname);
        Add("password", bookmark.Password);
        foreach (var child in (former?.Children ?? ImmutableArray<XmppElement>.Empty).Where(child => !IsKnown(child)))
        {
            conference.Add(child);
        }

        return conference;

        bool IsKnown(XmppElement child) => child.Is("nick", ns) || child.Is("password", ns);

        void Add(string name, string? text)
        {
            if (text is not null)
            {
                conference.Add(new XmppElement(name, ns) { Text = text });
            }
        }
    }

    private static Bookmark Read(XmppElement conference, Jid room) =>
        new(room)
        {
            Name = RoomPayload.Shorten(conference["name"]),
            JoinsAutomatically = conference["autojoin"] is "true" or "1",
            Nickname = RoomPayload.Shorten(conference.Child("nick", conference.Namespace)?.Text),
            Password = conference.Child("password", conference.Namespace)?.Text,
        };
}
