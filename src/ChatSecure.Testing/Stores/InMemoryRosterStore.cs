// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Contacts;
using ChatSecure.Messaging;
using ChatSecure.Storage;
using ChatSecure.Storage.Changes;
using ChatSecure.Stores;

namespace ChatSecure.Testing.Stores;

internal sealed class InMemoryRosterStore(InMemoryChatStore store) : IRosterStore
{
    public ValueTask<IReadOnlyList<Contact>> ListAsync(Jid account, CancellationToken cancellationToken = default) =>
        store.InTurn<IReadOnlyList<Contact>>(
            profile =>
                profile.Accounts.TryGetValue(account, out var found)
                    ? [.. found.Contacts.Values.OrderBy(contact => contact.Jid.ToString(), StringComparer.Ordinal)]
                    : [],
            cancellationToken
        );

    public ValueTask<Contact?> FindAsync(Jid account, Jid contact, CancellationToken cancellationToken = default) =>
        store.InTurn(profile => profile.Accounts.GetValueOrDefault(account)?.Contacts.GetValueOrDefault(contact), cancellationToken);

    public ValueTask<string?> GetVersionAsync(Jid account, CancellationToken cancellationToken = default) =>
        store.InTurn(profile => profile.Accounts.GetValueOrDefault(account)?.RosterVersion, cancellationToken);

    public ValueTask ReplaceAsync(
        Jid account,
        IReadOnlyList<Contact> contacts,
        string? version,
        CancellationToken cancellationToken = default
    ) =>
        ChangeAsync(
            account,
            contacts,
            stored =>
            {
                var requests = stored.Contacts.Values.Where(contact => contact.IsPendingIn).ToArray();
                stored.Contacts.Clear();
                foreach (var request in requests)
                {
                    stored.Contacts[request.Jid] = new()
                    {
                        Jid = request.Jid,
                        IsPendingIn = true,
                        IsBlocked = request.IsBlocked,
                    };
                }

                Put(stored, contacts);
                stored.RosterVersion = version;
            },
            cancellationToken
        );

    public ValueTask SaveAsync(Jid account, Contact contact, string? version, CancellationToken cancellationToken = default) =>
        ChangeAsync(
            account,
            [contact],
            stored =>
            {
                Put(stored, [contact]);
                stored.RosterVersion = version ?? stored.RosterVersion;
            },
            cancellationToken
        );

    public ValueTask RemoveAsync(Jid account, Jid contact, string? version, CancellationToken cancellationToken = default) =>
        ChangeAsync(
            account,
            [],
            stored =>
            {
                stored.Contacts.Remove(contact);
                stored.RosterVersion = version ?? stored.RosterVersion;
            },
            cancellationToken
        );

    private static void Put(InMemoryAccount stored, IReadOnlyList<Contact> contacts)
    {
        foreach (var contact in contacts)
        {
            stored.Contacts[contact.Jid] = contact with { Availability = Availability.Offline };
        }
    }

    private async ValueTask ChangeAsync(
        Jid account,
        IReadOnlyList<Contact> contacts,
        Action<InMemoryAccount> change,
        CancellationToken cancellationToken
    )
    {
        StoreRules.Bare(account);
        foreach (var contact in contacts)
        {
            StoreRules.Bare(contact.Jid);
        }

        await store
            .InTurn(
                profile =>
                {
                    change(profile.GetOrAdd(account));
                    store.Feeds.Publish([FeedTopic.ListOf(account)], profile);
                    return true;
                },
                cancellationToken
            )
            .ConfigureAwait(false);
    }
}
