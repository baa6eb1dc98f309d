// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Blazor.Interop;

/// <summary>What the page is given bit by bit. A host ends the whole page when such a stream throws, so this one ends where it can't be read further, and says
/// in <see cref="Failure"/> why.</summary>
/// <param name="inner">What is given.</param>
internal sealed class GivenStream(Stream inner) : OneWayStream(inner)
{
    /// <summary>Why it ended before its end; null if it did not.</summary>
    public Exception? Failure { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return Failure is null ? await Inner.ReadAsync(buffer, cancellationToken) : 0;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Failure = exception;
            return 0;
        }
    }
}
