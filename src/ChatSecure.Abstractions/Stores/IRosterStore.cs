// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Contacts;

namespace ChatSecure.Stores;

/// <summary>The roster as last seen (RFC 6121, section 2, with the version of section 2.6). What comes with presence or from the
/// contact itself (<see cref="Contact.Availability"/>, status, nickname, avatar) is not stored. Implementations
/// are safe for concurrent use.</summary>
public interface IRosterStore
{
    /// <summary>Reads the roster.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The contacts, ordered by address.</returns>
    ValueTask<IReadOnlyList<Contact>> ListAsync(Jid account, CancellationToken cancellationToken = default);

    /// <summary>Reads one contact. Asked for each presence, receipt and marker: a store finds it without reading the others, unlike the default, which does.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="contact">The contact's bare address.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The contact; null if it is not there.</returns>
    async ValueTask<Contact?> FindAsync(Jid account, Jid contact, CancellationToken cancellationToken = default) =>
        (await ListAsync(account, cancellationToken).ConfigureAwait(false)).FirstOrDefault(known => known.Jid == contact);

    /// <summary>Reads the version of the roster that is stored.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The version; null if the server gave none or no roster was stored.</returns>
    ValueTask<string?> GetVersionAsync(Jid account, CancellationToken cancellationToken = default);

    /// <summary>Stores a whole roster in place of the former one, in one transaction. Pending incoming requests of contacts that are not in it are kept.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="contacts">The roster.</param>
    /// <param name="version">Its version, if the server gave one.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when committed.</returns>
    ValueTask ReplaceAsync(Jid account, IReadOnlyList<Contact> contacts, string? version, CancellationToken cancellationToken = default);

    /// <summary>Stores one contact, new or changed.</summary>
    /// <param name="account">Whose roster.</param>
    /// <param name="contact">The contact.</param>
    /// <param name="version">The roster's new version; null leaves it.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when committed.</returns>
    ValueTask SaveAsync(Jid account, Contact contact, string? version, CancellationToken cancellationToken = default);

    /// <summary>Removes one contact; nothing happens if it is not there.</summary>
    /// <param name="account">Whose roster.</param>
    /// <param name="contact">The contact's bare address.</param>
    /// <param name="version">The roster's new version; null leaves it.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when committed.</returns>
    ValueTask RemoveAsync(Jid account, Jid contact, string? version, CancellationToken cancellationToken = default);
}
