// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using Microsoft.JSInterop;

namespace ChatSecure.UIKit.Blazor.Interop;

/// <summary>What the page gives bit by bit, such as a file that was picked. What goes wrong there is an <see cref="IOException"/> here, as with any file: the
/// file is gone, the page does not answer, or it gave more than it said.</summary>
/// <param name="inner">What comes from the page.</param>
internal sealed class PageStream(Stream inner) : OneWayStream(inner)
{
    /// <summary>Opens a stream of the page's.</summary>
    public static async ValueTask<Stream> OpenAsync(Func<ValueTask<Stream>> open) => new PageStream(await TryAsync(open));

    /// <summary>Asks the page for what belongs to a file.</summary>
    /// <exception cref="IOException">The page did not give it.</exception>
    public static async ValueTask<T> TryAsync<T>(Func<ValueTask<T>> action)
    {
        try
        {
            return await action();
        }
        catch (Exception exception)
            when (exception is JSException or JSDisconnectedException or TimeoutException or InvalidOperationException)
        {
            throw new IOException("The page did not give the file.", exception);
        }
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        TryAsync(() => Inner.ReadAsync(buffer, cancellationToken));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
