// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Contacts;
using ChatSecure.Errors;
using ChatSecure.Messaging;

namespace ChatSecure.Clients;

/// <summary>The contacts of an account (RFC 6121). Reading works offline, everything else needs the account online. Safe for concurrent use. All methods but
/// <see cref="ListAsync"/> and <see cref="AvatarAsync"/> throw <see cref="ChatSecureException"/> with <see cref="ErrorKind.Disconnected"/> when it is not, and with
/// <see cref="ErrorKind.Protocol"/> when the server refuses.</summary>
public interface IContacts
{
    /// <summary>The contacts as last seen, with their presence, and whom we block besides: those have <see cref="Contact.IsBlocked"/> and no subscription. Who is
    /// blocked is remembered, and known offline too.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The contacts, ordered by address.</returns>
    Task<IReadOnlyList<Contact>> ListAsync(Jid account, CancellationToken cancellationToken = default);

    /// <summary>Adds a contact, asks to see its presence, and lets it see ours when it asks.</summary>
    /// <param name="account">Whose roster.</param>
    /// <param name="contact">The contact's bare address.</param>
    /// <param name="name">The name to give it, if any.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when the server has stored it.</returns>
    Task AddAsync(Jid account, Jid contact, string? name = null, CancellationToken cancellationToken = default);

    /// <summary>Gives a contact another name.</summary>
    /// <param name="account">Whose roster.</param>
    /// <param name="contact">The contact's bare address.</param>
    /// <param name="name">The name; null for none.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when the server has stored it.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InvalidInput"/>: it is no contact.</exception>
    Task RenameAsync(Jid account, Jid contact, string? name, CancellationToken cancellationToken = default);

    /// <summary>Puts a contact into groups of the roster, in place of those it was in.</summary>
    /// <param name="account">Whose roster.</param>
    /// <param name="contact">The contact's bare address.</param>
    /// <param name="groups">The groups; empty for none.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when the server has stored it.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InvalidInput"/>: it is no contact.</exception>
    Task SetGroupsAsync(Jid account, Jid contact, IReadOnlyList<string> groups, CancellationToken cancellationToken = default);

    /// <summary>Refuses a contact's request to see our presence, or no longer lets it see that. It stays a contact if it is one.</summary>
    /// <param name="account">Whose roster.</param>
    /// <param name="contact">The contact's bare address.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when written.</returns>
    Task DenyAsync(Jid account, Jid contact, CancellationToken cancellationToken = default);

    /// <summary>A contact's picture, or our own, as last seen. Works offline.</summary>
    /// <param name="account">Whose contact.</param>
    /// <param name="address">The contact's or account's bare address.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The picture; null for none.</returns>
    Task<ContactAvatar?> AvatarAsync(Jid account, Jid address, CancellationToken cancellationToken = default);

    /// <summary>Asks when a contact was last there (XEP-0012), which it or its server tells if it likes.</summary>
    /// <param name="account">Whose contact.</param>
    /// <param name="contact">The contact's bare address.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The answer; null if it is not told.</returns>
    Task<ContactActivity?> LastActivityAsync(Jid account, Jid contact, CancellationToken cancellationToken = default) =>
        Task.FromResult<ContactActivity?>(null);

    /// <summary>Removes a contact and ends both subscriptions.</summary>
    /// <param name="account">Whose roster.</param>
    /// <param name="contact">The contact's bare address.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when the server has removed it.</returns>
    Task RemoveAsync(Jid account, Jid contact, CancellationToken cancellationToken = default);

    /// <summary>Lets a contact that asked for it see our presence, and asks for its.</summary>
    /// <param name="account">Whose roster.</param>
    /// <param name="contact">The contact's bare address.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when written.</returns>
    Task AcceptAsync(Jid account, Jid contact, CancellationToken cancellationToken = default);

    /// <summary>Becomes a contact of who invites (XEP-0379): adds the address and asks to see its presence, with the invitation's token. To be called after a
    /// person has agreed.</summary>
    /// <param name="account">Whose roster.</param>
    /// <param name="link">The invitation, of the kind <see cref="ChatLinkKind.Contact"/>.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when the server has stored it.</returns>
    Task AcceptInvitationAsync(Jid account, ChatLink link, CancellationToken cancellationToken = default);

    /// <summary>Follows a contact to its new account (<see cref="ContactMoved"/>): the new address takes over name and groups and may see our presence, the old one
    /// is removed.</summary>
    /// <param name="account">Whose roster.</param>
    /// <param name="oldAddress">The old address.</param>
    /// <param name="newAddress">The new address.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when the server has stored it.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InvalidInput"/>: the old account does not say so.</exception>
    Task FollowMoveAsync(Jid account, Jid oldAddress, Jid newAddress, CancellationToken cancellationToken = default);

    /// <summary>Blocks a contact (XEP-0191).</summary>
    /// <param name="account">Whose.</param>
    /// <param name="contact">The contact's bare address.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when the server has stored it.</returns>
    Task BlockAsync(Jid account, Jid contact, CancellationToken cancellationToken = default);

    /// <summary>Blocks somebody and says why to our server, if that takes reports (XEP-0377). Nothing is passed on to other servers.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="contact">The bare address.</param>
    /// <param name="reason">What for.</param>
    /// <param name="text">What else there is to say; null for nothing.</param>
    /// <param name="messages">Messages that show it, at most 32; of each the server's archive id is sent, and no text.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when the server has stored it.</returns>
    Task ReportAsync(
        Jid account,
        Jid contact,
        AbuseReason reason,
        string? text = null,
        IReadOnlyList<ChatMessage>? messages = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>Unblocks a contact (XEP-0191).</summary>
    /// <param name="account">Whose.</param>
    /// <param name="contact">The address, as <see cref="ListAsync"/> has it.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when the server has removed it.</returns>
    Task UnblockAsync(Jid account, Jid contact, CancellationToken cancellationToken = default);
}
