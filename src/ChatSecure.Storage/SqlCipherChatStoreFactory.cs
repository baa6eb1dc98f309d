// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Stores;

namespace ChatSecure.Storage;

/// <summary>Opens a profile in an SQLCipher database. Safe for concurrent use; a profile that is open is refused a second time.</summary>
/// <remarks>SQLite blocks, and does its work on the thread of the caller: about 0.2 seconds to open a profile that is locked with a passphrase, a flush of the
/// disk for each commit, well under a millisecond for a page of history. Only waiting for another writer is asynchronous. An app with a user interface calls
/// from its engine's tasks, not from the thread that draws.</remarks>
public sealed class SqlCipherChatStoreFactory : IChatStoreFactory
{
    private readonly SqlCipherOptions _options;
    private readonly TimeProvider _time;

    /// <summary>Creates the factory; nothing is opened or written yet.</summary>
    /// <param name="options">Where the profile lies and what opens it.</param>
    /// <param name="time">The clock that decides when the profile is idle; null for the system's.</param>
    /// <exception cref="Errors.ChatSecureException"><see cref="Errors.ErrorKind.InvalidInput"/>: the options are wrong.</exception>
    public SqlCipherChatStoreFactory(SqlCipherOptions options, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        _time = time ?? TimeProvider.System;
    }

    /// <inheritdoc/>
    public async ValueTask<IChatStore> OpenAsync(CancellationToken cancellationToken = default) =>
        await Profiles.Profile.OpenAsync(_options, _time, cancellationToken).ConfigureAwait(false);
}
