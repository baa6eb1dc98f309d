// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ChatSecure.Changes;

namespace ChatSecure.UIKit.Tests;

/// <summary>A feed that a test writes. What was pushed has been consumed when <see cref="PushAsync"/> is done.</summary>
internal sealed class Feed<T>
{
    private readonly Channel<ListDiffBatch<T>> _batches = Channel.CreateUnbounded<ListDiffBatch<T>>();
    private SemaphoreSlim? _consumed;

    public bool HasEnded { get; private set; }

    public Task ResetAsync(params T[] items) => PushAsync(new([new(ListChangeKind.Reset, 0)], items));

    public async Task PushAsync(ListDiffBatch<T> batch)
    {
        _consumed ??= new(0);
        _batches.Writer.TryWrite(batch);
        Assert.True(await _consumed.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken), "The feed was not read.");
    }

    public void Fail(Exception exception) => _batches.Writer.Complete(exception);

    public async IAsyncEnumerable<ListDiffBatch<T>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var batch in _batches.Reader.ReadAllAsync(cancellationToken))
            {
                yield return batch;
                _consumed!.Release();
            }
        }
        finally
        {
            HasEnded = true;
        }
    }
}
