// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Clients;

/// <summary>What goes into a backup, and who watches it grow.</summary>
public sealed record ExportOptions
{
    /// <summary>False, the default: history, contacts, accounts and decisions about keys, but no cryptographic sessions and nothing that waits to be sent. The
    /// backup may be restored at any time and as often as one likes; what comes of it is a new device to its contacts. True: the profile moves with its
    /// sessions, which must never go on in two places: all accounts are disconnected, and as soon as the backup is written the sessions are erased here.
    /// Restore it once and destroy it.</summary>
    public bool MovesSessions { get; init; }

    /// <summary>Whether the files of messages are in it. Default true.</summary>
    public bool HasMedia { get; init; } = true;

    /// <summary>Told how many bytes have been written, every now and then; null for nobody.</summary>
    public IProgress<long>? Progress { get; init; }
}
