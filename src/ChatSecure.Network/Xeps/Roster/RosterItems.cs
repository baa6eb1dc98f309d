// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Contacts;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.Roster;

/// <summary>Roster items (RFC 6121, section 2.1.2) to and from XML, bounded.</summary>
internal static class RosterItems
{
    public const string Namespace = "jabber:iq:roster";
    public const int MaxGroups = 100;
    public const int MaxTextLength = 1024;

    /// <summary>Reads an item; null if it is malformed. A name or group that is too long is left out. <paramref name="isRemoved"/>: the item leaves the
    /// roster.</summary>
    public static Contact? Read(XmppElement item, out bool isRemoved)
    {
        isRemoved = item["subscription"] == "remove";
        if (!item.Is("item", Namespace) || !Jid.TryParse(item["jid"], out var jid))
        {
            return null;
        }

        return new Contact
        {
            Jid = jid.Bare,
            Name = item["name"] is { Length: > 0 and <= MaxTextLength } name ? name : null,
            Subscription = item["subscription"] switch
            {
                "to" => SubscriptionState.To,
                "from" => SubscriptionState.From,
                "both" => SubscriptionState.Both,
                _ => SubscriptionState.None,
            },
            IsPendingOut = item["ask"] == "subscribe",
            Groups =
            [
                .. item.Elements("group", Namespace)
                    .Select(group => group.Text)
                    .Where(group => group.Length is > 0 and <= MaxTextLength)
                    .Distinct()
                    .Take(MaxGroups),
            ],
        };
    }

    public static XmppElement WriteQuery(Jid contact, string? name, IReadOnlyList<string> groups)
    {
        var item = new XmppElement("item", Namespace) { ["jid"] = contact.Bare.ToString(), ["name"] = name };
        foreach (var group in groups.Distinct())
        {
            item.Add(new XmppElement("group", Namespace) { Text = group });
        }

        return new XmppElement("query", Namespace).Add(item);
    }

    public static XmppElement WriteRemoval(Jid contact) =>
        new XmppElement("query", Namespace).Add(
            new XmppElement("item", Namespace) { ["jid"] = contact.Bare.ToString(), ["subscription"] = "remove" }
        );
}
