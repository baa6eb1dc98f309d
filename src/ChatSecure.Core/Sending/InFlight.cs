// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Core.Sending;

/// <summary>A message on its way to the server.</summary>
internal sealed class InFlight
{
    /// <summary>Ends when it is acknowledged and stored as such, or back in the queue.</summary>
    public TaskCompletionSource Landed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What the connection says of it; null while it is being written.</summary>
    public Task? Acked { get; set; }

    /// <summary>Whether it has to be sent again.</summary>
    public bool HasFailed => Acked is { IsCompleted: true, IsCompletedSuccessfully: false };
}
