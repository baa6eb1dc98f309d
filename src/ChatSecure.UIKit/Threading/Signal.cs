// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Threading.Channels;

namespace ChatSecure.UIKit.Threading;

/// <summary>Says that something has to be read anew. What is said while one reads is one more reading, however often it is said.</summary>
internal sealed class Signal
{
    private readonly Channel<bool> _said = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    /// <summary>Something has changed.</summary>
    public void Set() => _said.Writer.TryWrite(true);

    /// <summary>Reads now, and again after each change, until cancelled.</summary>
    public async Task RunAsync(Func<CancellationToken, Task> read, CancellationToken cancellationToken)
    {
        await read(cancellationToken).ConfigureAwait(false);
        await foreach (var _ in _said.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            await read(cancellationToken).ConfigureAwait(false);
        }
    }
}
