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
    private readonly Jid _account;
    private readonly IRosterStore _store;
    private readonly AccountModules _modules;
    private readonly EventHub _events;
    private readonly FollowUps _followUps;
    private readonly Func<bool> _isOnline;
    private readonly PrivacyBook _privacy;
    private readonly ConcurrentDictionary<Jid, bool> _blocked = [];

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
        Details = new ContactDetails(
            account,
            modules,
            new AccountRecords(store.Records, account),
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

    public async Task<IReadOnlyList<Contact>> ListAsync(CancellationToken cancellationToken)
    {
        var contacts = await _store.ListAsync(_account, cancellationToken).ConfigureAwait(false);
        return [.. contacts.Select(Complete)];
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

    public Task UnblockAsync(Jid contact, CancellationToken cancellationToken) =>
        _modules.Blocking.UnblockAsync(contact, cancellationToken);

    public async Task FetchBlockedAsync(CancellationToken cancellationToken)
    {
        var blocked = await _modules.Blocking.FetchAsync(cancellationToken).ConfigureAwait(false);
        _blocked.Clear();
        foreach (var jid in blocked)
        {
            _blocked[jid] = true;
        }
    }

    /// <summary>Whether the contact sees our presence.</summary>
    public async Task<bool> SeesUsAsync(Jid contact, CancellationToken cancellationToken) =>
        contact == _account
        || await FindAsync(contact, cancellationToken).ConfigureAwait(false)
            is { Subscription: SubscriptionState.From or SubscriptionState.Both };

    /// <summary>Whether that is ourselves, or somebody whom we have on our roster.</summary>
    public async Task<bool> KnowsAsync(Jid contact, CancellationToken cancellationToken) =>
        contact == _account
        || await FindAsync(contact, cancellationToken).ConfigureAwait(false) is { } known
            && (known.Subscription != SubscriptionState.None || known.IsPendingOut);

    /// <summary>The contact as stored; null if it is none.</summary>
    public async Task<Contact?> FindAsync(Jid contact, CancellationToken cancellationToken) =>
        (await _store.ListAsync(_account, cancellationToken).ConfigureAwait(false)).FirstOrDefault(known => known.Jid == contact);

    private Contact Complete(Contact contact)
    {
        // Without a connection we know of nobody's presence.
        var presence = _isOnline() ? _modules.Presence.GetPresence(contact.Jid) : default;
        return contact with
        {
            Availability = presence.Availability,
            StatusText = presence.Status,
            IdleSince = presence.IdleSince,
            IsBlocked = _blocked.ContainsKey(contact.Jid),
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

    private async ValueTask OnBlockedChangedAsync(BlockingChange change, CancellationToken cancellationToken)
    {
        // Unblocking without addresses unblocks everybody (XEP-0191, section 3.4).
        var contacts = change.Addresses.Count > 0 || change.IsBlocked ? change.Addresses : [.. _blocked.Keys];
        foreach (var contact in contacts)
        {
            if (change.IsBlocked)
            {
                _blocked[contact] = true;
            }
            else
            {
                _blocked.TryRemove(contact, out _);
            }

            var known = await FindAsync(contact, cancellationToken).ConfigureAwait(false);
            _events.Publish(new ContactChanged(_account, Complete(known ?? new Contact { Jid = contact })));
        }
    }
}
