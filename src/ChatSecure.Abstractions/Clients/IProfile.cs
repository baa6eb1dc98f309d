// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;

namespace ChatSecure.Clients;

/// <summary>The profile: the encrypted database with all accounts. Safe for concurrent use; one thing is done after the other. A store that can't do what is
/// asked for, such as one in memory, throws <see cref="ChatSecureException"/> with <see cref="ErrorKind.NotSupported"/>.</summary>
public interface IProfile
{
    /// <summary>Whether the profile is locked: no key of it is in memory, no account is connected, and all calls for its content throw
    /// <see cref="ErrorKind.StorageKey"/> with the condition <c>locked</c>.</summary>
    bool IsLocked { get; }

    /// <summary>Disconnects all accounts within 5 seconds, closes the database and forgets its key. What is queued stays queued. Nothing happens if the profile
    /// is locked.</summary>
    /// <param name="cancellationToken">Cuts the connections instead of waiting; the profile is locked in any case.</param>
    /// <returns>Done when the key is zeroed.</returns>
    Task LockAsync(CancellationToken cancellationToken = default);

    /// <summary>Asks for the key, opens the database, and connects the accounts again that were connected when it was locked, in the background. Nothing
    /// happens if the profile is not locked.</summary>
    /// <param name="cancellationToken">Gives up; the profile stays locked.</param>
    /// <returns>Done when the database is open.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.StorageKey"/>: the key is wrong, or was wrong too often (condition <c>wait</c>).</exception>
    Task UnlockAsync(CancellationToken cancellationToken = default);

    /// <summary>The person does something: a profile that locks itself when nobody does (an option of the store) counts from now on.</summary>
    void NoteUse();

    /// <summary>Gives the profile another key in place of the present one, which its source is asked for first. The database is not written anew: takes no longer
    /// than opening. Whoever has a copy of the old files and the old key can still read that copy, and after a leak later ones too:
    /// then call <see cref="RekeyAsync"/> as well. From now on the source must give the new key.</summary>
    /// <param name="secret">The new key.</param>
    /// <param name="cancellationToken">Gives up, as long as nothing has been written.</param>
    /// <returns>Done when it is on disk.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.StorageKey"/>: the present key is wrong, or the new one is empty or too short.</exception>
    Task ChangeKeyAsync(UnlockSecret secret, CancellationToken cancellationToken = default);

    /// <summary>Writes the database anew under a new random key, for when the old one may have leaked: some seconds for each 500 MB, and as much free space as it
    /// has. What opens the profile stays the same. Everything else waits.</summary>
    /// <param name="cancellationToken">Gives up, as long as nothing has been written.</param>
    /// <returns>Done when the new database has taken the old one's place.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.StorageKey"/> or <see cref="ErrorKind.StorageUnavailable"/>; the database is as it was.</exception>
    Task RekeyAsync(CancellationToken cancellationToken = default);

    /// <summary>Writes an encrypted backup, which <see cref="ImportAsync"/> makes a profile of on whatever machine.</summary>
    /// <param name="destination">Where to; written from its present position on and left open. Worthless until this has returned.</param>
    /// <param name="secret">What opens the backup; need not be the profile's.</param>
    /// <param name="options">What goes in; null for the default.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Done when all of it is written and flushed.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.StorageUnavailable"/>: the destination failed.</exception>
    Task ExportAsync(Stream destination, UnlockSecret secret, ExportOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Makes this client's profile out of a backup: before <see cref="IChatClient.StartAsync"/> where there is none yet, and its source is asked for its key,
    /// which need not be the backup's; or in a client that has been started, as long as its profile has no account, and what opens it stays. Then an
    /// <see cref="EventsLost"/> tells that everything is to be read anew. Connecting the accounts is up to the app.</summary>
    /// <param name="backup">The backup, read to its end.</param>
    /// <param name="secret">What opens the backup.</param>
    /// <param name="progress">Told how many bytes have been read, every now and then; null for nobody.</param>
    /// <param name="cancellationToken">Gives up; nothing stays.</param>
    /// <returns>Done when the profile is whole.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.StorageKey"/>: the backup's secret is wrong; <see cref="ErrorKind.StorageDamaged"/>: it is no
    /// backup, damaged, cut off or newer than this version; <see cref="ErrorKind.InvalidInput"/>: there is a profile already, and it has an account or has not been
    /// opened. Nothing was changed.</exception>
    Task ImportAsync(Stream backup, UnlockSecret secret, IProgress<long>? progress = null, CancellationToken cancellationToken = default);
}
