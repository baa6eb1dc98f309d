// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Storage;

/// <summary>What goes into a backup. What a connection keeps (<see cref="Stores.IConnectionStateStore"/>) never does.</summary>
public sealed record BackupOptions
{
    /// <summary>False, the default: everything but cryptographic records and what waits to be sent, so the backup may be restored at any time and as often as
    /// one likes; the restored profile is a new device to its contacts. True: the profile moves with its cryptographic sessions. A session must never go on in
    /// two places, so as soon as the backup is written they are erased here; restore it once and destroy it.</summary>
    public bool MovesSessions { get; init; }

    /// <summary>Tables of cryptographic records that go into every backup since they hold no session and no secret key, such as trust decisions.</summary>
    public IReadOnlyList<string> KeepCryptoTables { get; init; } = [];

    /// <summary>Whether the files of the media store are in it. Default true.</summary>
    public bool HasMedia { get; init; } = true;
}
