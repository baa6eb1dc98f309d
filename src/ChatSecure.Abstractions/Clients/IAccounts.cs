// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Errors;

namespace ChatSecure.Clients;

/// <summary>The accounts of a profile and their connections. Safe for concurrent use.</summary>
public interface IAccounts
{
    /// <summary>The stored accounts, ordered by address.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The accounts.</returns>
    Task<IReadOnlyList<AccountSettings>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Registers the account if asked to, logs in, creates its OMEMO device and keeps it. If any of that fails, the profile is as it was. For an account
    /// that is stored already, settings and password are replaced. The account stays connected.</summary>
    /// <param name="request">The account.</param>
    /// <param name="cancellationToken">Gives up; the profile is as it was.</param>
    /// <returns>Done when the account is online.</returns>
    /// <exception cref="ChatSecureException">The kinds of <see cref="ConnectAsync"/>, and <see cref="ErrorKind.InvalidInput"/> if the brand does
    /// not allow its domain.</exception>
    Task AddAsync(AddAccountRequest request, CancellationToken cancellationToken = default);

    /// <summary>Removes an account with all that belongs to it. While it is online, its token for quick logins is made worthless on the server too, and this device is
    /// taken off the account's device lists with its keys, if each takes no longer than 5 seconds.</summary>
    /// <param name="account">The account's bare address.</param>
    /// <param name="alsoOnServer">Whether to cancel it on the server first (XEP-0077, section 3.2); if that fails, nothing is removed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Done when it is gone.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InvalidInput"/>: there is no such account; or what the connection or server answered.</exception>
    Task RemoveAsync(Jid account, bool alsoOnServer = false, CancellationToken cancellationToken = default);

    /// <summary>Changes the account's password on its server (XEP-0077, section 3.3), then here.</summary>
    /// <param name="account">The account's bare address; it must be online.</param>
    /// <param name="password">The new password in UTF-8; not kept, the caller zeroes it.</param>
    /// <param name="cancellationToken">Gives up waiting. Which password holds then shows at the next login, which tries both.</param>
    /// <returns>Done when the server has it and it is stored.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.Disconnected"/>; <see cref="ErrorKind.InvalidInput"/>: it is empty or not text;
    /// <see cref="ErrorKind.Protocol"/>: the server refuses.</exception>
    Task ChangePasswordAsync(Jid account, ReadOnlyMemory<byte> password, CancellationToken cancellationToken = default);

    /// <summary>Moves to another account (XEP-0283): says at the old one where its owner is now, for contacts to check, takes the contacts who see our presence over
    /// to the new account and asks each of them from there. History and keys stay where they are; the old account goes on until it is removed, and should
    /// as long as contacts have not answered.</summary>
    /// <param name="account">The old account; both must be in this profile and online.</param>
    /// <param name="newAccount">The new account.</param>
    /// <param name="cancellationToken">Gives up; what was told stays told.</param>
    /// <returns>How many contacts were told.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.Disconnected"/>; <see cref="ErrorKind.InvalidInput"/>: it is the same account;
    /// <see cref="ErrorKind.NotSupported"/> or <see cref="ErrorKind.Protocol"/>: the old account's server can't say it.</exception>
    Task<int> MoveAsync(Jid account, Jid newAccount, CancellationToken cancellationToken = default);

    /// <summary>Makes a link that invites to become a contact of the account: by its server if that makes such links (XEP-0401) and nothing is asked for that it can't do,
    /// or else with a token of our own (XEP-0379).</summary>
    /// <param name="account">The account; it must be online.</param>
    /// <param name="invitation">What it shall be; null for what is usual.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The link, for one use.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.Disconnected"/>; <see cref="ErrorKind.NotSupported"/>: it shall allow to register, and the server
    /// makes no such links; <see cref="ErrorKind.InvalidInput"/>: it shall count for too long, or the server's for somebody or for a time; or what the server
    /// answered.</exception>
    Task<InvitationLink> InviteAsync(Jid account, NewInvitation? invitation = null, CancellationToken cancellationToken = default);

    /// <summary>Reads an <c>xmpp:</c> URI, such as one from a QR code. Does nothing else.</summary>
    /// <param name="uri">The URI.</param>
    /// <returns>What it wants; null if it is none, malformed, or wants what a messenger does not do.</returns>
    ChatLink? ReadLink(string uri);

    /// <summary>Connects an account; from then on it reconnects by itself until <see cref="DisconnectAsync"/>. Nothing happens if it is online.</summary>
    /// <param name="account">The account's bare address.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Done when online and caught up with the archive.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InvalidInput"/> (no such account), <see cref="ErrorKind.AuthenticationFailed"/>,
    /// <see cref="ErrorKind.InsecureConnection"/>, <see cref="ErrorKind.Unreachable"/>, <see cref="ErrorKind.Protocol"/>, <see cref="ErrorKind.TimedOut"/>: the first
    /// attempt failed, and no other is made.</exception>
    Task ConnectAsync(Jid account, CancellationToken cancellationToken = default);

    /// <summary>Connects an account and keeps it connected, also where the first attempt fails for a reason that passes by itself, such as no network: then it is
    /// tried again and again, after longer and longer waits, until <see cref="DisconnectAsync"/>. What an app does with its accounts when it starts. Nothing
    /// happens if it is online or connecting.</summary>
    /// <param name="account">The account's bare address.</param>
    /// <param name="cancellationToken">Gives up, as long as the first attempt is under way.</param>
    /// <returns>Done when online and caught up with the archive, or when the first attempt has failed; <see cref="GetStatus"/> and
    /// <see cref="ConnectionChanged"/> say which.</returns>
    /// <exception cref="ChatSecureException">What only a person can help with: <see cref="ErrorKind.InvalidInput"/> (no such account),
    /// <see cref="ErrorKind.AuthenticationFailed"/>, <see cref="ErrorKind.InsecureConnection"/>, <see cref="ErrorKind.NotSupported"/>.</exception>
    Task StayConnectedAsync(Jid account, CancellationToken cancellationToken = default);

    /// <summary>Disconnects an account cleanly. What is queued stays queued.</summary>
    /// <param name="account">The account's bare address.</param>
    /// <param name="cancellationToken">Cuts the connection at once.</param>
    /// <returns>Done when disconnected.</returns>
    Task DisconnectAsync(Jid account, CancellationToken cancellationToken = default);

    /// <summary>Tells that the network of this machine has changed, such as from Wi-Fi to mobile: accounts that wait to connect again do so at once, and those that
    /// are online find out within seconds whether they still are. Costs each connection one question to its server; returns at once.</summary>
    void NetworkChanged();

    /// <summary>Tells all servers whether a person is looking, now and with each new connection, so that they may hold back what can wait, such as presence
    /// (XEP-0352). Messages come in either case.</summary>
    /// <param name="active">Whether one is; true at first.</param>
    /// <param name="cancellationToken">Gives up waiting for room in a send queue.</param>
    /// <returns>Done when it is written to all connections.</returns>
    Task SetActiveAsync(bool active, CancellationToken cancellationToken = default);

    /// <summary>For an app that is about to be stopped by its system: writes what is under way, for at most 5 seconds, and disconnects all accounts without
    /// ending their streams, so that <see cref="ResumeAsync"/>, in this process or in the next one, goes on where this one left off (XEP-0198). A stream on
    /// which a message is not acknowledged or an archive not read to its end is ended instead: nothing is lost or doubled either way. What is
    /// queued stays queued; private conversations (OTR) end.</summary>
    /// <param name="cancellationToken">Cuts the connections instead of waiting.</param>
    /// <returns>Done when all accounts are offline and all is stored.</returns>
    Task SuspendAsync(CancellationToken cancellationToken = default);

    /// <summary>Connects, in the background, the accounts that were connected at <see cref="SuspendAsync"/>, in this process or an earlier one. How that goes,
    /// <see cref="ConnectionChanged"/> tells.</summary>
    /// <param name="cancellationToken">Gives up, as long as nothing has begun.</param>
    /// <returns>Done when it has begun.</returns>
    Task ResumeAsync(CancellationToken cancellationToken = default);

    /// <summary>Where an account's connection stands.</summary>
    /// <param name="account">The account's bare address.</param>
    /// <returns>Its status.</returns>
    ConnectionStatus GetStatus(Jid account);

    /// <summary>What the account's server offers and how the connection, the keys and the profile are. Without a connection that, and why, is a finding
    /// beside those about what is here; so is whatever does not answer.</summary>
    /// <param name="account">The account's bare address.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The findings, in the order in which to show them.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InvalidInput"/>: there is no such account.</exception>
    Task<IReadOnlyList<DoctorFinding>> DiagnoseAsync(Jid account, CancellationToken cancellationToken = default);
}
