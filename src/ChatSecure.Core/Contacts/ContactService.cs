// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Contacts;
using ChatSecure.Core.Accounts;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Reporting;

namespace ChatSecure.Core.Contacts;

/// <summary>Contacts of all accounts.</summary>
internal sealed class ContactService(SessionTable sessions) : IContacts
{
    public async Task<IReadOnlyList<Contact>> ListAsync(Jid account, CancellationToken cancellationToken = default) =>
        await (await sessions.GetAsync(account, cancellationToken).ConfigureAwait(false))
            .Contacts.ListAsync(cancellationToken)
            .ConfigureAwait(false);

    public async Task AddAsync(Jid account, Jid contact, string? name = null, CancellationToken cancellationToken = default) =>
        await (await OnlineAsync(account, cancellationToken).ConfigureAwait(false))
            .AddAsync(contact.Bare, name, cancellationToken)
            .ConfigureAwait(false);

    public async Task RemoveAsync(Jid account, Jid contact, CancellationToken cancellationToken = default) =>
        await (await OnlineAsync(account, cancellationToken).ConfigureAwait(false))
            .RemoveAsync(contact.Bare, cancellationToken)
            .ConfigureAwait(false);

    public async Task AcceptAsync(Jid account, Jid contact, CancellationToken cancellationToken = default) =>
        await (await OnlineAsync(account, cancellationToken).ConfigureAwait(false))
            .AcceptAsync(contact.Bare, cancellationToken)
            .ConfigureAwait(false);

    public async Task RenameAsync(Jid account, Jid contact, string? name, CancellationToken cancellationToken = default) =>
        await (await OnlineAsync(account, cancellationToken).ConfigureAwait(false))
            .ChangeAsync(contact.Bare, known => (string.IsNullOrWhiteSpace(name) ? null : name.Trim(), known.Groups), cancellationToken)
            .ConfigureAwait(false);

    public async Task SetGroupsAsync(
        Jid account,
        Jid contact,
        IReadOnlyList<string> groups,
        CancellationToken cancellationToken = default
    ) =>
        await (await OnlineAsync(account, cancellationToken).ConfigureAwait(false))
            .ChangeAsync(contact.Bare, known => (known.Name, groups), cancellationToken)
            .ConfigureAwait(false);

    public async Task DenyAsync(Jid account, Jid contact, CancellationToken cancellationToken = default) =>
        await (await OnlineAsync(account, cancellationToken).ConfigureAwait(false))
            .DenyAsync(contact.Bare, cancellationToken)
            .ConfigureAwait(false);

    public async Task<ContactAvatar?> AvatarAsync(Jid account, Jid address, CancellationToken cancellationToken = default) =>
        await (await sessions.GetAsync(account, cancellationToken).ConfigureAwait(false))
            .Contacts.Details.AvatarAsync(address.Bare, cancellationToken)
            .ConfigureAwait(false);

    public async Task<ContactActivity?> LastActivityAsync(Jid account, Jid contact, CancellationToken cancellationToken = default)
    {
        var session = await sessions.GetOnlineAsync(account, cancellationToken).ConfigureAwait(false);
        try
        {
            return await session.Modules.LastActivity.QueryAsync(contact.Bare, cancellationToken).ConfigureAwait(false);
        }
        catch (StanzaErrorException)
        {
            return null;
        }
    }

    public async Task ReportAsync(
        Jid account,
        Jid contact,
        AbuseReason reason,
        string? text = null,
        IReadOnlyList<ChatMessage>? messages = null,
        CancellationToken cancellationToken = default
    )
    {
        var session = await sessions.GetOnlineAsync(account, cancellationToken).ConfigureAwait(false);
        var report = new AbuseReport(reason == AbuseReason.Spam ? ReportReason.Spam : ReportReason.Abuse)
        {
            Text = text,
            Messages =
            [
                .. (messages ?? []).Where(message => message.ArchiveId is not null).Select(message => (account, message.ArchiveId!)),
            ],
        };
        if (report.Messages.Count > AbuseReport.MaxMessages)
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, $"A report names at most {AbuseReport.MaxMessages} messages.");
        }

        await session.Modules.Reporting.BlockAsync(contact.Bare, report, cancellationToken).ConfigureAwait(false);
    }

    public async Task AcceptInvitationAsync(Jid account, ChatLink link, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(link);
        if (link.Kind != ChatLinkKind.Contact)
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "This link does not invite to become a contact.");
        }

        var session = await sessions.GetOnlineAsync(account, cancellationToken).ConfigureAwait(false);
        await session.Modules.Roster.SetAsync(link.Address, link.SuggestedName, null, cancellationToken).ConfigureAwait(false);
        await session.Invites.AcceptAsync(link, cancellationToken).ConfigureAwait(false);
    }

    public async Task FollowMoveAsync(Jid account, Jid oldAddress, Jid newAddress, CancellationToken cancellationToken = default) =>
        await (await sessions.GetOnlineAsync(account, cancellationToken).ConfigureAwait(false))
            .Moves.FollowAsync(oldAddress.Bare, newAddress.Bare, cancellationToken)
            .ConfigureAwait(false);

    public async Task BlockAsync(Jid account, Jid contact, CancellationToken cancellationToken = default) =>
        await (await OnlineAsync(account, cancellationToken).ConfigureAwait(false))
            .BlockAsync(contact.Bare, cancellationToken)
            .ConfigureAwait(false);

    public async Task UnblockAsync(Jid account, Jid contact, CancellationToken cancellationToken = default) =>
        await (await OnlineAsync(account, cancellationToken).ConfigureAwait(false))
            .UnblockAsync(contact, cancellationToken)
            .ConfigureAwait(false);

    private async Task<ContactBook> OnlineAsync(Jid account, CancellationToken cancellationToken) =>
        (await sessions.GetOnlineAsync(account, cancellationToken).ConfigureAwait(false)).Contacts;
}
