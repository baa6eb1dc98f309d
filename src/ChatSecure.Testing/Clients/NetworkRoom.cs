// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Messaging;

namespace ChatSecure.Testing.Clients;

/// <summary>A room of the network. Touched under the lock of <see cref="InMemoryRooms"/> alone.</summary>
internal sealed class NetworkRoom(Jid address, bool isPublic, string? password, Jid owner)
{
    public Jid Address => address;

    public bool IsPublic => isPublic;

    public string? Password => password;

    public string? Name { get; set; }

    public string? Subject { get; set; }

    public Contacts.ContactAvatar? Avatar { get; set; }

    public Dictionary<Jid, GroupAffiliation> Affiliations { get; } = new() { [owner] = GroupAffiliation.Owner };

    public List<NetworkOccupant> Occupants { get; } = [];

    /// <summary>What those missed who have not left and are not there.</summary>
    public Dictionary<Jid, Queue<Parcel>> Missed { get; } = [];

    public GroupAffiliation Standing(Jid account) => Affiliations.GetValueOrDefault(account);

    public NetworkOccupant? Find(Jid account) => Occupants.Find(occupant => occupant.Session.Account == account);

    /// <summary>Why an account may not enter, as a stable word; null if it may.</summary>
    public string? WhyNot(Jid account, string? given) =>
        Standing(account) == GroupAffiliation.Outcast ? "banned"
        : !isPublic && Standing(account) < GroupAffiliation.Member ? "members-only"
        : password is not null && given != password ? "password-required"
        : null;

    /// <summary>That somebody may do something.</summary>
    public void Demand(Jid account, GroupAffiliation standing, GroupRole role = GroupRole.None)
    {
        if (Standing(account) < standing || (Find(account)?.Role ?? GroupRole.None) < role)
        {
            throw new ChatSecureException(ErrorKind.Protocol, "The room does not let this account do that.") { Condition = "forbidden" };
        }
    }

    public GroupMember Describe(NetworkOccupant occupant, Jid reader) =>
        new()
        {
            Nick = occupant.Nick,
            Address = !isPublic || occupant.Session.Account == reader ? occupant.Session.Account : null,
            OccupantId = occupant.Id,
            Role = occupant.Role,
            Affiliation = Standing(occupant.Session.Account),
            Availability = Contacts.Availability.Online,
            IsSelf = occupant.Session.Account == reader,
        };
}
