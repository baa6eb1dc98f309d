// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Concurrent;
using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Contacts;
using ChatSecure.Core.Accounts;
using ChatSecure.Core.Events;
using ChatSecure.Core.Privacy;
using ChatSecure.Errors;
using ChatSecure.Network.Routing;
using ChatSecure.Network.Xeps.Blocking;
using ChatSecure.Stores;

namespace ChatSecure.Core.Contacts;

/// <summary>One account's contacts: the stored roster joined with presence, requests and the block list.</summary>
internal sealed class ContactBook
{
    // More contacts do not move while one waits for an answer.
    private const int MaxMoves = 1_000;

    private readonly ConcurrentDictionary<Jid, Jid> _moves = [];
    private readonly Jid _account;
    private readonly IRosterStore _store;
    private readonly AccountModules _modules;
    private readonly EventHub _events;
    private readonly FollowUps _followUps;
    private readonly Func<bool> _isOnline;
    private readonly PrivacyBook _privacy;
    private readonly BlockList _blocked;

    public ContactBook(
        Jid account,
        IChatStore store,
        AccountModules modules,
        EventHub events,
        FollowUps followUps,
        PrivacyBook privacy,
        ReactionBudget budget,
        Func<bool> isOnline
    )
    {
        var records = new AccountRecords(store.Records, account);
        _blocked = new BlockList(records);
        Details = new ContactDetails(
            account,
            modules,
            records,
            privacy,
            followUps,
            budget,
            async (contact, token) => await FindAsync(contact, token).ConfigureAwait(false) is not null,
            TellAsync
        );
        _privacy = privacy;
        _account = account;
        _store = store.Roster;
        _modules = modules;
        _events = events;
        _followUps = followUps;
        _isOnline = isOnline;
        modules.Roster.Changed = OnRosterChangedAsync;
        modules.Presence.SubscriptionRequested = OnSubscriptionRequestedAsync;
        modules.Presence.AvailabilityChanged = OnAvailabilityChangedAsync;
        modules.Blocking.Changed = OnBlockedChangedAsync;
    }

    /// <summary>What contacts tell of themselves.</summary>
    public ContactDetails Details { get; }

    /// <summary>Reads what former processes learned. To be called once, before anything else.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await _blocked.LoadAsync(cancellationToken).ConfigureAwait(false);
        await Details.LoadAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The contacts, and whom we block without having them on our roster: nobody could be let go again who is in no list.</summary>
    public async Task<IReadOnlyList<Contact>> ListAsync(CancellationToken cancellationToken)
    {
        var contacts = await _store.ListAsync(_account, cancellationToken).ConfigureAwait(false);
        var strangers = _blocked.Addresses.Except(contacts.Select(contact => contact.Jid)).Select(jid => new Contact { Jid = jid });
        return [.. contacts.Concat(strangers).OrderBy(contact => contact.Jid.ToString(), StringComparer.Ordinal).Select(Complete)];
    }

    public async Task AddAsync(Jid contact, string? name, CancellationToken cancellationToken)
    {
        var known = await FindAsync(contact, cancellationToken).ConfigureAwait(false);
        await _modules.Roster.SetAsync(contact, name ?? known?.Name, known?.Groups, cancellationToken).ConfigureAwait(false);
        if (known is { IsPendingIn: true })
        {
            await AcceptAsync(contact, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await _modules.Presence.SubscribeAsync(contact, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Changes a contact's name or groups.</summary>
    public async Task ChangeAsync(
        Jid contact,
        Func<Contact, (string? Name, IReadOnlyList<string> Groups)> change,
        CancellationToken cancellationToken
    )
    {
        var known =
            await FindAsync(contact, cancellationToken).ConfigureAwait(false)
            ?? throw new ChatSecureException(ErrorKind.InvalidInput, "There is no such contact.");
        var (name, groups) = change(known);
        await _modules.Roster.SetAsync(contact, name, groups, cancellationToken).ConfigureAwait(false);

        // The server's push may come after its answer; the next change must not undo this one meanwhile.
        await SaveAsync(known with { Name = name, Groups = groups }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Refuses a request, or takes back what was allowed.</summary>
    public async Task DenyAsync(Jid contact, CancellationToken cancellationToken)
    {
        await _modules.Presence.DenyAsync(contact, cancellationToken).ConfigureAwait(false);
        if (await FindAsync(contact, cancellationToken).ConfigureAwait(false) is { IsPendingIn: true } known)
        {
            await SaveAsync(known with { IsPendingIn = false }, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>A contact has moved, as was checked: its new address is no stranger's, and waits for an answer.</summary>
    public async Task NoteMoveAsync(Jid oldAddress, Jid newAddress, CancellationToken cancellationToken)
    {
        if (_moves.Count < MaxMoves || _moves.ContainsKey(newAddress))
        {
            _moves[newAddress] = oldAddress;
        }

        var known = await FindAsync(newAddress, cancellationToken).ConfigureAwait(false) ?? new Contact { Jid = newAddress };
        if (known.Subscription is not (SubscriptionState.From or SubscriptionState.Both))
        {
            await SaveAsync(known with { IsPendingIn = true }, cancellationToken).ConfigureAwait(false);
        }
    }

    public Task RemoveAsync(Jid contact, CancellationToken cancellationToken) => _modules.Roster.RemoveAsync(contact, cancellationToken);

    public async Task AcceptAsync(Jid contact, CancellationToken cancellationToken)
    {
        await _modules.Presence.ApproveAsync(contact, cancellationToken).ConfigureAwait(false);
        var known = await FindAsync(contact, cancellationToken).ConfigureAwait(false);
        if (known is { IsPendingIn: true })
        {
            await SaveAsync(known with { IsPendingIn = false }, cancellationToken).ConfigureAwait(false);
        }

        if (known is null or { Subscription: not (SubscriptionState.To or SubscriptionState.Both), IsPendingOut: false })
        {
            await _modules.Presence.SubscribeAsync(contact, cancellationToken).ConfigureAwait(false);
        }
    }

    public Task BlockAsync(Jid contact, CancellationToken cancellationToken) => _modules.Blocking.BlockAsync(contact, cancellationToken);

    /// <summary>Takes an address off the block list: as it stands there, which may be one device of an account, or the account.</summary>
    public Task UnblockAsync(Jid contact, CancellationToken cancellationToken) =>
        _modules.Blocking.UnblockAsync(_blocked.Contains(contact) ? contact : contact.Bare, cancellationToken);

    public async Task FetchBlockedAsync(CancellationToken cancellationToken) =>
        await TellBlockedAsync(
                await _blocked.FetchAsync(_modules.Blocking.FetchAsync, cancellationToken).ConfigureAwait(false),
                cancellationToken
            )
            .ConfigureAwait(false);

    /// <summary>Whether nothing of that address is to reach us, contact or not.</summary>
    public bool Blocks(Jid address) => _blocked.Covers(address);

    /// <summary>Whether the contact sees our presence. Who is blocked does not (XEP-0191, section 3.2).</summary>
    public async Task<bool> SeesUsAsync(Jid contact, CancellationToken cancellationToken) =>
        contact == _account
        || (
            !Blocks(contact)
            && await FindAsync(contact, cancellationToken).ConfigureAwait(false)
                is { Subscription: SubscriptionState.From or SubscriptionState.Both }
        );

    /// <summary>Whether that is ourselves, or somebody whom we have on our roster.</summary>
    public async Task<bool> KnowsAsync(Jid contact, CancellationToken cancellationToken) =>
        contact == _account
        || await FindAsync(contact, cancellationToken).ConfigureAwait(false) is { } known
            && (known.Subscription != SubscriptionState.None || known.IsPendingOut);

    /// <summary>The contact as stored; null if it is none. Whether it is blocked, the block list alone knows (<see cref="Blocks"/>).</summary>
    public async Task<Contact?> FindAsync(Jid contact, CancellationToken cancellationToken) =>
        await _store.FindAsync(_account, contact, cancellationToken).ConfigureAwait(false);

    private Contact Complete(Contact contact)
    {
        // Without a connection we know of nobody's presence.
        var presence = _isOnline() ? _modules.Presence.GetPresence(contact.Jid) : default;
        return contact with
        {
            Availability = presence.Availability,
            StatusText = presence.Status,
            IdleSince = presence.IdleSince,
            MovedFrom = contact.IsPendingIn && _moves.TryGetValue(contact.Jid, out var former) ? former : null,
            IsBlocked = _blocked.Contains(contact.Jid),
            Nickname = Details.Nickname(contact.Jid),
            AvatarId = Details.AvatarId(contact.Jid),
        };
    }

    private async Task TellAsync(Jid contact, CancellationToken cancellationToken)
    {
        if (await FindAsync(contact, cancellationToken).ConfigureAwait(false) is { } known)
        {
            _events.Publish(new ContactChanged(_account, Complete(known)));
        }
    }

    private async Task SaveAsync(Contact contact, CancellationToken cancellationToken)
    {
        await _store.SaveAsync(_account, contact, version: null, cancellationToken).ConfigureAwait(false);
        _events.Publish(new ContactChanged(_account, Complete(contact)));
    }

    private ValueTask OnRosterChangedAsync(Contact contact, bool removed, CancellationToken cancellationToken)
    {
        _events.Publish(new ContactChanged(_account, Complete(contact), removed));
        if (removed)
        {
            _followUps.Add(token => Details.ForgetAsync(contact.Jid, token));
            if (_blocked.Contains(contact.Jid))
            {
                // No contact any more, but blocked still.
                _events.Publish(new ContactChanged(_account, Complete(new Contact { Jid = contact.Jid })));
            }
        }

        return ValueTask.CompletedTask;
    }

    private async ValueTask OnSubscriptionRequestedAsync(Jid contact, CancellationToken cancellationToken)
    {
        var known = await FindAsync(contact, cancellationToken).ConfigureAwait(false);
        if (
            _privacy.Current.Presence
            && (known is { IsPendingOut: true } or { Subscription: SubscriptionState.To or SubscriptionState.Both })
        )
        {
            // We asked to see them: they may see us.
            _followUps.Add(token => AcceptAsync(contact, token));
            return;
        }

        if (_privacy.Current.RequestsFromStrangers || known is { Subscription: not SubscriptionState.None } or { IsPendingOut: true })
        {
            await SaveAsync((known ?? new Contact { Jid = contact }) with { IsPendingIn = true }, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask OnAvailabilityChangedAsync(Jid contact, Availability availability, CancellationToken cancellationToken)
    {
        await TellAsync(contact, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask OnBlockedChangedAsync(BlockingChange change, CancellationToken cancellationToken) =>
        await TellBlockedAsync(await _blocked.ApplyAsync(change, cancellationToken).ConfigureAwait(false), cancellationToken)
            .ConfigureAwait(false);

    private async Task TellBlockedAsync(IReadOnlyCollection<Jid> changed, CancellationToken cancellationToken)
    {
        foreach (var contact in changed)
        {
            // A stranger is in the list of contacts as long as it is blocked.
            var known = await FindAsync(contact, cancellationToken).ConfigureAwait(false);
            var isGone = known is null && !_blocked.Contains(contact);
            _events.Publish(new ContactChanged(_account, Complete(known ?? new Contact { Jid = contact }), isGone));
        }
    }
}
