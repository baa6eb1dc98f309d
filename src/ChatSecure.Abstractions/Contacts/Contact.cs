// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Contacts;

/// <summary>A contact: a roster item (RFC 6121) with what we know of its presence and requests.</summary>
public sealed record Contact
{
    /// <summary>The contact's bare address. Of who is blocked and no contact, the address as it is blocked: also a server's, or that of one device.</summary>
    public required Jid Jid { get; init; }

    /// <summary>The name that we gave it.</summary>
    public string? Name { get; init; }

    /// <summary>Who sees whose presence.</summary>
    public SubscriptionState Subscription { get; init; }

    /// <summary>Whether our request to see its presence is still unanswered (<c>ask='subscribe'</c>).</summary>
    public bool IsPendingOut { get; init; }

    /// <summary>Whether it has asked to see our presence and waits for an answer.</summary>
    public bool IsPendingIn { get; init; }

    /// <summary>Of an address that has asked: the contact that has moved there, which says so at its old account, as was checked (XEP-0283). A person follows by
    /// <see cref="Clients.IContacts.FollowMoveAsync"/>. Null if it is nobody's new address, as far as is known; the server asks again with each connection, and then it is found out anew.</summary>
    public Jid? MovedFrom { get; init; }

    /// <summary>Whether we block it (XEP-0191).</summary>
    public bool IsBlocked { get; init; }

    /// <summary>The roster groups that it is in.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>What it shows of its presence now; <see cref="Availability.Offline"/> if unknown.</summary>
    public Availability Availability { get; init; }

    /// <summary>What it says with its presence, at most 256 characters of its own words; null for nothing.</summary>
    public string? StatusText { get; init; }

    /// <summary>Since when the person has done nothing on its device (XEP-0319); null if unknown.</summary>
    public DateTimeOffset? IdleSince { get; init; }

    /// <summary>What it calls itself (XEP-0172): a claim, to be shown beside the address. <see cref="Name"/> comes first. Null if unknown.</summary>
    public string? Nickname { get; init; }

    /// <summary>The id of its picture, which <see cref="Clients.IContacts.AvatarAsync"/> gives; null for none.</summary>
    public string? AvatarId { get; init; }
}
