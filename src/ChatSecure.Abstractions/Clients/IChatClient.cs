// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;

namespace ChatSecure.Clients;

/// <summary>The messenger's engine: what an app programs against. Safe for concurrent use. Disposing disconnects every account within 5 seconds and loses
/// nothing that was queued.</summary>
public interface IChatClient : IAsyncDisposable
{
    /// <summary>The accounts and their connections.</summary>
    IAccounts Accounts { get; }

    /// <summary>Messages: sending, history, search.</summary>
    IConversations Conversations { get; }

    /// <summary>The contacts.</summary>
    IContacts Contacts { get; }

    /// <summary>How the person shows itself to its contacts.</summary>
    IPersona Persona { get; }

    /// <summary>What each account tells others.</summary>
    IPrivacy Privacy { get; }

    /// <summary>Groups: rooms that everybody may enter, and private ones.</summary>
    IGroups Groups { get; }

    /// <summary>Devices, fingerprints and trust.</summary>
    ITrust Trust { get; }

    /// <summary>Private conversations by off-the-record messaging.</summary>
    IOtr Otr { get; }

    /// <summary>The profile: locking, keys, backups. <see cref="IProfile.ImportAsync"/> works before <see cref="StartAsync"/>, too, everything else after
    /// it.</summary>
    IProfile Profile { get; }

    /// <summary>Opens the profile. Must be called once, before everything else.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Done when the profile is open; no account is connected yet.</returns>
    /// <exception cref="ChatSecureException">See <see cref="Stores.IChatStoreFactory.OpenAsync"/>.</exception>
    Task StartAsync(CancellationToken cancellationToken = default);

    /// <summary>Everything that happens, from the moment of the call on, to every caller. A consumer that falls more than 10,000 events behind loses the
    /// oldest ones and gets an <see cref="EventsLost"/> in their place; no stored message is lost by that.</summary>
    /// <param name="cancellationToken">Ends the stream.</param>
    /// <returns>The events, without end.</returns>
    IAsyncEnumerable<ChatEvent> EventsAsync(CancellationToken cancellationToken = default);
}
