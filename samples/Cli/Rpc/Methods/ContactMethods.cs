// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.Json;
using ChatSecure.Addressing;
using ChatSecure.Cli.Hosting;
using ChatSecure.Cli.Output;
using ChatSecure.Clients;
using ChatSecure.Contacts;
using ChatSecure.Messaging;

namespace ChatSecure.Cli.Rpc.Methods;

/// <summary><c>contact.*</c></summary>
internal sealed class ContactMethods(Session session) : IRpcMethodGroup
{
    private delegate Task Change(Jid account, Jid contact, CancellationToken cancellationToken);

    private IContacts Contacts => session.Client.Contacts;

    public IEnumerable<(string Name, RpcHandler Handler)> Methods =>
        [
            ("contact.list", ListAsync),
            ("contact.add", AddAsync),
            ("contact.remove", Changing(Contacts.RemoveAsync)),
            ("contact.accept", Changing(Contacts.AcceptAsync)),
            ("contact.block", Changing(Contacts.BlockAsync)),
            ("contact.unblock", Changing(Contacts.UnblockAsync)),
            ("contact.deny", Changing(Contacts.DenyAsync)),
            ("contact.rename", RenameAsync),
            ("contact.setGroups", SetGroupsAsync),
            ("contact.report", ReportAsync),
            ("contact.lastActivity", LastActivityAsync),
            ("contact.avatar", AvatarAsync),
            ("contact.optOut", OptOutAsync),
            ("contact.acceptInvitation", AcceptInvitationAsync),
            ("contact.followMove", FollowMoveAsync),
        ];

    private async Task<Action<Utf8JsonWriter>> ListAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        var contacts = await Contacts.ListAsync(parameters.Account(), cancellationToken);
        return json => JsonShapes.Array(json, "contacts", contacts, contact => JsonShapes.Contact(json, contact));
    }

    private async Task<Action<Utf8JsonWriter>> AddAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        await Contacts.AddAsync(parameters.Account(), parameters.Jid("jid"), parameters.OptionalString("name"), cancellationToken);
        return RpcResult.Done;
    }

    private async Task<Action<Utf8JsonWriter>> RenameAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        await Contacts.RenameAsync(parameters.Account(), parameters.Jid("jid"), parameters.OptionalString("name"), cancellationToken);
        return RpcResult.Done;
    }

    private async Task<Action<Utf8JsonWriter>> SetGroupsAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        await Contacts.SetGroupsAsync(parameters.Account(), parameters.Jid("jid"), parameters.Strings("groups"), cancellationToken);
        return RpcResult.Done;
    }

    private async Task<Action<Utf8JsonWriter>> ReportAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        var (account, contact) = (parameters.Account(), parameters.Jid("jid"));
        var reason = parameters.Enum<AbuseReason>("reason");
        var messages = new List<ChatMessage>();
        foreach (var id in parameters.Strings("messages"))
        {
            var message = new MessageRef(new(account, contact), MessageDirection.Incoming, new(id));
            messages.Add(
                await session.Client.Conversations.FindAsync(message, cancellationToken)
                    ?? throw RpcException.InvalidParams("messages: expected ids of messages of theirs.")
            );
        }

        await Contacts.ReportAsync(account, contact, reason, parameters.OptionalString("text"), messages, cancellationToken);
        return RpcResult.Done;
    }

    private async Task<Action<Utf8JsonWriter>> LastActivityAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        var activity = await Contacts.LastActivityAsync(parameters.Account(), parameters.Jid("jid"), cancellationToken);
        return json => JsonShapes.Activity(json, activity);
    }

    private async Task<Action<Utf8JsonWriter>> AvatarAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        var avatar = await Contacts.AvatarAsync(parameters.Account(), parameters.Jid("jid"), cancellationToken);
        return json => Pictures.Write(json, avatar);
    }

    private async Task<Action<Utf8JsonWriter>> OptOutAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        var (account, peer) = (parameters.Account(), parameters.Jid("jid"));
        await session.Client.Trust.OptOutAsync(account, peer, parameters.OptionalString("reason"), cancellationToken);
        return RpcResult.Done;
    }

    private async Task<Action<Utf8JsonWriter>> AcceptInvitationAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        var link = session.Client.Accounts.ReadLink(parameters.String("uri")) is { Kind: ChatLinkKind.Contact } read
            ? read
            : throw RpcException.InvalidParams("uri: expected an xmpp: link that invites.");
        await Contacts.AcceptInvitationAsync(parameters.Account(), link, cancellationToken);
        return json => json.WriteString("jid", link.Address.ToString());
    }

    private async Task<Action<Utf8JsonWriter>> FollowMoveAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        await Contacts.FollowMoveAsync(parameters.Account(), parameters.Jid("jid"), parameters.Jid("newJid"), cancellationToken);
        return RpcResult.Done;
    }

    private static RpcHandler Changing(Change change) =>
        async (parameters, cancellationToken) =>
        {
            await change(parameters.Account(), parameters.Jid("jid"), cancellationToken);
            return RpcResult.Done;
        };
}
