// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.Json;
using ChatSecure.Addressing;
using ChatSecure.Cli.Commands;
using ChatSecure.Cli.Hosting;
using ChatSecure.Cli.Output;
using ChatSecure.Clients;
using ChatSecure.Messaging;

namespace ChatSecure.Cli.Rpc.Methods;

/// <summary><c>group.*</c></summary>
internal sealed class GroupMethods(Session session, OrderedSends sends) : IRpcMethodGroup
{
    private delegate Task Act(IGroups groups, Jid account, Jid room, RpcParams parameters, CancellationToken cancellationToken);

    private IGroups Groups => session.Client.Groups;

    public IEnumerable<(string Name, RpcHandler Handler)> Methods =>
        [
            ("group.create", CreateAsync),
            ("group.join", JoinAsync),
            ("group.leave", Acting((groups, account, room, _, token) => groups.LeaveAsync(account, room, token))),
            (
                "group.destroy",
                Acting(
                    (groups, account, room, p, token) => groups.DestroyAsync(account, room, Reason(p), p.OptionalJid("alternate"), token)
                )
            ),
            (
                "group.invite",
                Acting((groups, account, room, p, token) => groups.InviteAsync(account, room, p.Jid("jid"), Reason(p), token))
            ),
            ("group.members", MembersAsync),
            ("group.send", SendAsync),
            ("group.list", ListAsync),
            ("group.browse", BrowseAsync),
            ("group.invitations", InvitationsAsync),
            ("group.decline", Acting((groups, account, room, p, token) => groups.DeclineAsync(account, room, Reason(p), token))),
            (
                "group.role",
                Acting(
                    (groups, account, room, p, token) =>
                        groups.SetRoleAsync(account, room, p.String("nick"), p.Enum<GroupRole>("role"), Reason(p), token)
                )
            ),
            (
                "group.affiliation",
                Acting(
                    (groups, account, room, p, token) =>
                        groups.SetAffiliationAsync(account, room, p.Jid("jid"), p.Enum<GroupAffiliation>("affiliation"), Reason(p), token)
                )
            ),
            (
                "group.subject",
                Acting((groups, account, room, p, token) => groups.SetSubjectAsync(account, room, p.String("subject"), token))
            ),
            (
                "group.kick",
                Acting(
                    (groups, account, room, p, token) =>
                        groups.SetRoleAsync(account, room, p.String("nick"), GroupRole.None, Reason(p), token)
                )
            ),
            (
                "group.ban",
                Acting(
                    (groups, account, room, p, token) =>
                        groups.SetAffiliationAsync(
                            account,
                            room,
                            p.Jid("jid"),
                            p.Flag("undo") ? GroupAffiliation.None : GroupAffiliation.Outcast,
                            Reason(p),
                            token
                        )
                )
            ),
            ("group.nick", Acting((groups, account, room, p, token) => groups.SetNickAsync(account, room, p.String("nick"), token))),
            (
                "group.setAvatar",
                Acting(
                    (groups, account, room, p, token) =>
                        groups.SetAvatarAsync(
                            account,
                            room,
                            p.OptionalString("file") is { } file ? GroupPeopleCommands.Read(file) : null,
                            token
                        )
                )
            ),
            ("group.avatar", AvatarAsync),
            ("group.rename", Acting((groups, account, room, p, token) => groups.RenameAsync(account, room, p.String("name"), token))),
            (
                "group.moderate",
                Acting(
                    (groups, account, room, p, token) =>
                        groups.ModerateAsync(account, room, new MessageId(p.String("id")), Reason(p), token)
                )
            ),
            (
                "group.leaveOut",
                Acting((groups, account, room, p, token) => groups.LeaveOutAsync(account, room, p.Jid("jid"), !p.Flag("undo"), token))
            ),
        ];

    private RpcHandler Acting(Act act) =>
        async (parameters, cancellationToken) =>
        {
            await act(Groups, parameters.Account(), Room(parameters), parameters, cancellationToken);
            return RpcResult.Done;
        };

    // As messages name it, too.
    private static Jid Room(RpcParams parameters) => parameters.OptionalJid("group") ?? parameters.Jid("room");

    private static string? Reason(RpcParams parameters) => parameters.OptionalString("reason");

    private async Task<Action<Utf8JsonWriter>> CreateAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        var wanted = new NewGroup
        {
            Room = parameters.OptionalJid("group") ?? parameters.OptionalJid("room"),
            Name = parameters.OptionalString("name"),
            Nick = parameters.OptionalString("nick"),
            IsPublic = parameters.Flag("public"),
            Password = parameters.OptionalString("password"),
            Members = parameters.Jids("members"),
        };
        var group = await Groups.CreateAsync(parameters.Account(), wanted, cancellationToken);
        return json => GroupShapes.Group(json, group);
    }

    private Jid Linked(string uri) =>
        session.Client.Accounts.ReadLink(uri) is { Kind: ChatLinkKind.Room or ChatLinkKind.Address } link
            ? link.Address
            : throw RpcException.InvalidParams("uri: expected an xmpp: link to a room.");

    private async Task<Action<Utf8JsonWriter>> JoinAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        var group = await Groups.JoinAsync(
            parameters.Account(),
            parameters.OptionalString("uri") is { } uri ? Linked(uri) : Room(parameters),
            parameters.OptionalString("nick"),
            parameters.OptionalString("password"),
            cancellationToken
        );
        return json => GroupShapes.Group(json, group);
    }

    private async Task<Action<Utf8JsonWriter>> MembersAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        var members = await Groups.MembersAsync(parameters.Account(), Room(parameters), cancellationToken);
        return json => JsonShapes.Array(json, "members", members, member => GroupShapes.Member(json, member));
    }

    private async Task<Action<Utf8JsonWriter>> AvatarAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        var avatar = await Groups.AvatarAsync(parameters.Account(), Room(parameters), cancellationToken);
        return json => Pictures.Write(json, avatar);
    }

    private async Task<Action<Utf8JsonWriter>> ListAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        var groups = await Groups.ListAsync(parameters.Account(), cancellationToken);
        return json => JsonShapes.Array(json, "groups", groups, group => GroupShapes.Group(json, group));
    }

    private async Task<Action<Utf8JsonWriter>> BrowseAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        var groups = await Groups.BrowseAsync(parameters.Account(), parameters.OptionalString("service"), cancellationToken);
        return json => JsonShapes.Array(json, "groups", groups, group => GroupShapes.Open(json, group));
    }

    private async Task<Action<Utf8JsonWriter>> InvitationsAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        var invitations = await Groups.InvitationsAsync(parameters.Account(), cancellationToken);
        return json => JsonShapes.Array(json, "invitations", invitations, invitation => GroupShapes.Invitation(json, invitation));
    }

    private async Task<Action<Utf8JsonWriter>> SendAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        var conversation = new ConversationId(parameters.Account(), Room(parameters));
        var message = OutgoingMessages.Read(parameters, session);
        var receipt = await sends.RunAsync(
            conversation,
            () => session.Client.Conversations.SendAsync(conversation, message, cancellationToken)
        );
        return json => JsonShapes.Sent(json, receipt.Message.Id, receipt.Message.Encryption);
    }
}
