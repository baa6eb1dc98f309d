// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Concurrent;
using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Discovery;
using ChatSecure.Network.Xeps.GroupChat;

namespace ChatSecure.Core.Groups;

/// <summary>Which domains serve rooms. A room is entered only there: what comes from an address that we enter is taken for the room's, and an invitation may
/// name a contact's address.</summary>
internal sealed class RoomServices(Jid account, DiscoveryModule discovery, string? preferred = null)
{
    private const int MaxItems = 50;
    private const int MaxRooms = 1000;

    private readonly ConcurrentDictionary<string, bool> _known = [];

    /// <summary>Whether a domain serves rooms.</summary>
    public async Task<bool> IsServiceAsync(Jid room, CancellationToken cancellationToken)
    {
        if (!_known.TryGetValue(room.Domain, out var isService))
        {
            isService = await AskAsync(Jid.Parse(room.Domain), cancellationToken).ConfigureAwait(false);
            _known[room.Domain] = isService;
        }

        return isService;
    }

    /// <summary>Where new rooms are made: the brand's service, or else that of the account's own server.</summary>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.NotSupported"/>: there is none, or the brand's serves no rooms.</exception>
    public async Task<Jid> FindOwnAsync(CancellationToken cancellationToken)
    {
        if (preferred is not null)
        {
            return await IsServiceAsync(Jid.Parse(preferred), cancellationToken).ConfigureAwait(false)
                ? Jid.Parse(preferred)
                : throw new ChatSecureException(ErrorKind.NotSupported, "The brand's service has no rooms.");
        }

        var items = await discovery.QueryItemsAsync(Jid.Parse(account.Domain), cancellationToken: cancellationToken).ConfigureAwait(false);
        foreach (var item in items.Where(item => item.Jid is { Local: null, IsBare: true }).Take(MaxItems))
        {
            try
            {
                if (await IsServiceAsync(item.Jid, cancellationToken).ConfigureAwait(false))
                {
                    return item.Jid;
                }
            }
            catch (StanzaErrorException)
            {
                // A service that does not answer is none.
            }
        }

        throw new ChatSecureException(ErrorKind.NotSupported, "The server offers no rooms; name one on another server.");
    }

    /// <summary>The rooms that a service shows to everybody.</summary>
    /// <param name="service">Which; null for that of our own server.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.NotSupported"/>: it is none.</exception>
    public async Task<IReadOnlyList<OpenGroup>> BrowseAsync(Jid? service, CancellationToken cancellationToken)
    {
        var asked = service ?? await FindOwnAsync(cancellationToken).ConfigureAwait(false);
        if (!await IsServiceAsync(asked, cancellationToken).ConfigureAwait(false))
        {
            throw new ChatSecureException(ErrorKind.NotSupported, "That server has no rooms.");
        }

        var items = await discovery.QueryItemsAsync(asked, cancellationToken: cancellationToken).ConfigureAwait(false);
        return
        [
            .. items
                .Where(item => item is { Node: null, Jid: { IsBare: true, Local: not null } room } && room.Domain == asked.Domain)
                .DistinctBy(item => item.Jid)
                .OrderBy(item => item.Jid.ToString(), StringComparer.Ordinal)
                .Take(MaxRooms)
                .Select(item => new OpenGroup(item.Jid, string.IsNullOrWhiteSpace(item.Name) ? null : item.Name)),
        ];
    }

    private async Task<bool> AskAsync(Jid domain, CancellationToken cancellationToken)
    {
        var info = await discovery.QueryInfoAsync(domain, cancellationToken: cancellationToken).ConfigureAwait(false);
        return info.HasFeature(GroupChatModule.Namespace) && info.Identities.Any(identity => identity.Category == "conference");
    }
}
