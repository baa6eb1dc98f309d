// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Contacts;
using ChatSecure.Stores;

namespace ChatSecure.Network.Tests.Xeps;

/// <summary>A roster of one account in memory.</summary>
internal sealed class MemoryRosterStore : IRosterStore
{
    public SortedDictionary<string, Contact> Contacts { get; } = [];

    public string? Version { get; set; }

    public void Put(Contact contact) => Contacts[contact.Jid.ToString()] = contact;

    public ValueTask<IReadOnlyList<Contact>> ListAsync(Jid account, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<IReadOnlyList<Contact>>([.. Contacts.Values]);

    public ValueTask<string?> GetVersionAsync(Jid account, CancellationToken cancellationToken = default) => ValueTask.FromResult(Version);

    public ValueTask ReplaceAsync(
        Jid account,
        IReadOnlyList<Contact> contacts,
        string? version,
        CancellationToken cancellationToken = default
    )
    {
        var requests = Contacts.Values.Where(contact => contact.IsPendingIn).ToList();
        Contacts.Clear();
        requests.ForEach(Put);
        foreach (var contact in contacts)
        {
            Put(contact);
        }

        Version = version;
        return ValueTask.CompletedTask;
    }

    public ValueTask SaveAsync(Jid account, Contact contact, string? version, CancellationToken cancellationToken = default)
    {
        Put(contact);
        Version = version ?? Version;
        return ValueTask.CompletedTask;
    }

    public ValueTask RemoveAsync(Jid account, Jid contact, string? version, CancellationToken cancellationToken = default)
    {
        Contacts.Remove(contact.ToString());
        Version = version ?? Version;
        return ValueTask.CompletedTask;
    }
}
