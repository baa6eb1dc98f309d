// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Network.Xeps.Files;

namespace ChatSecure.Network.Xeps.FileTransfer;

/// <summary>What one side says of a transfer: which file, over which stream.</summary>
internal sealed record TransferTerms(string SessionId, string ContentName, string StreamId, int BlockSize, FileMetadata File)
{
    /// <summary>The algorithm of a hash that comes later; null if none does.</summary>
    public string? HashUsed { get; init; }

    /// <summary>Whether a transfer can begin later than at the file's start.</summary>
    public bool SupportsRange { get; init; }

    /// <summary>Where in the file the transfer begins.</summary>
    public long Offset { get; init; }
}
