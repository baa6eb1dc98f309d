// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers.Binary;
using ChatSecure.Branding;
using ChatSecure.Stores;

namespace ChatSecure.Core;

/// <summary>The signed documents that change a brand after its app was built: the brand's overlay, and the policy of whoever manages the device. What was
/// accepted is kept in the profile and holds again after a restart; an older document than that is refused for ever. Safe for concurrent use.</summary>
public sealed class BrandDocuments
{
    private const string Collection = "engine.brand";
    private const int Head = sizeof(long);

    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _turn;
    private IRecordStore? _records;
    private Func<Task>? _applied;

    internal BrandDocuments(LiveBrand brand, SemaphoreSlim turn, TimeProvider time) => (Brand, _turn, _time) = (brand, turn, time);

    /// <summary>The brand with the documents that hold, for the app's screens.</summary>
    public LiveBrand Brand { get; }

    /// <summary>Takes an overlay of the brand in (<see cref="Branding.Brand.WithOverlay"/>). Accounts that are online connect anew, by what holds now.</summary>
    /// <param name="document">The document, up to 64 KiB.</param>
    /// <param name="cancellationToken">Gives up, as long as nothing was stored.</param>
    /// <returns>The brand, and what became of the document. A refused one changes nothing.</returns>
    public Task<BrandChange> ApplyOverlayAsync(ReadOnlyMemory<byte> document, CancellationToken cancellationToken = default) =>
        ApplyAsync(Overlay, document, cancellationToken);

    /// <summary>Takes a policy of whoever manages the device in (<see cref="Branding.Brand.WithManagedPolicy"/>). Accounts that are online connect anew, by what
    /// holds now.</summary>
    /// <param name="document">The document, up to 64 KiB.</param>
    /// <param name="cancellationToken">Gives up, as long as nothing was stored.</param>
    /// <returns>The brand, and what became of the document. A refused one changes nothing.</returns>
    public Task<BrandChange> ApplyManagedPolicyAsync(ReadOnlyMemory<byte> document, CancellationToken cancellationToken = default) =>
        ApplyAsync(Policy, document, cancellationToken);

    /// <summary>Makes what was kept hold again. One that does not hold any more, because its time is over or the app has another key, is only remembered by its
    /// number.</summary>
    internal async Task OpenAsync(IRecordStore records, Func<Task> applied, CancellationToken cancellationToken)
    {
        (_records, _applied) = (records, applied);
        foreach (var kind in (Kind[])[Policy, Overlay])
        {
            var (sequence, document) = await ReadAsync(kind, cancellationToken).ConfigureAwait(false);
            if (sequence > 0)
            {
                var now = _time.GetUtcNow();
                Brand.Change(brand => kind.Apply(brand, document, sequence, now).Brand);
            }
        }
    }

    private static Kind Overlay { get; } = new("overlay", (brand, document, last, now) => brand.WithOverlay(document, last, now));

    private static Kind Policy { get; } = new("policy", (brand, document, last, now) => brand.WithManagedPolicy(document, last, now));

    private async Task<BrandChange> ApplyAsync(Kind kind, ReadOnlyMemory<byte> document, CancellationToken cancellationToken)
    {
        var records = _records ?? throw new InvalidOperationException("Start the client first.");
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var (sequence, _) = await ReadAsync(kind, cancellationToken).ConfigureAwait(false);
            var now = _time.GetUtcNow();
            var change = kind.Apply(Brand.Current, document, sequence, now);
            if (change.Refusal != BrandRefusal.None)
            {
                return change;
            }

            // Before it holds: what held once is never replaced by something older.
            var record = new byte[Head + document.Length];
            BinaryPrimitives.WriteInt64BigEndian(record, change.Sequence);
            document.CopyTo(record.AsMemory(Head));
            await records.WriteAsync(Collection, [new(KeyOf(kind), record)], cancellationToken).ConfigureAwait(false);
            Brand.Change(brand => kind.Apply(brand, document, sequence, now).Brand);
            await _applied!().ConfigureAwait(false);
            return change;
        }
        finally
        {
            _turn.Release();
        }
    }

    // A record that can't be read says that nothing older than anything may hold: a number without a document.
    private async Task<(long Sequence, ReadOnlyMemory<byte> Document)> ReadAsync(Kind kind, CancellationToken cancellationToken)
    {
        var record = await _records!.GetAsync(Collection, KeyOf(kind), cancellationToken).ConfigureAwait(false);
        return record is null ? (0, default)
            : record.Length < Head ? (long.MaxValue, default)
            : (BinaryPrimitives.ReadInt64BigEndian(record), record.AsMemory(Head));
    }

    private string KeyOf(Kind kind) => $"{Brand.Current.Id} {kind.Name}";

    private sealed record Kind(string Name, Func<Brand, ReadOnlyMemory<byte>, long, DateTimeOffset, BrandChange> Apply);
}
