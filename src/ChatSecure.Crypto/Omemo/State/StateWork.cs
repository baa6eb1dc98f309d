// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Stores;

namespace ChatSecure.Crypto.Omemo.State;

/// <summary>One step's view of the store: reads see what is committed, writes are gathered for the caller to commit. Nothing survives it, so a step
/// that fails or is not committed never happened.</summary>
internal sealed class StateWork
{
    private readonly OrderedDictionary<(string Table, string Key), ReadOnlyMemory<byte>?> _writes;

    public StateWork(OmemoContext context)
        : this(context, []) { }

    private StateWork(OmemoContext context, OrderedDictionary<(string Table, string Key), ReadOnlyMemory<byte>?> writes) =>
        (Context, _writes) = (context, writes);

    public OmemoContext Context { get; }

    /// <summary>What the step has written so far.</summary>
    public IReadOnlyList<CryptoRecord> Changes =>
        [.. _writes.Select(write => new CryptoRecord(write.Key.Table, write.Key.Key, write.Value))];

    /// <summary>The same step in another namespace.</summary>
    public StateWork In(OmemoContext context) => context == Context ? this : new(context, _writes);

    public ValueTask<byte[]?> GetAsync(string table, string key, CancellationToken cancellationToken) =>
        Context.Store.GetAsync(Context.Account, table, key, cancellationToken);

    public ValueTask<IReadOnlyList<CryptoRecord>> ListAsync(string table, string prefix, CancellationToken cancellationToken) =>
        Context.Store.ListAsync(Context.Account, table, prefix, cancellationToken);

    public void Put(string table, string key, byte[] value) => _writes[(table, key)] = value;

    public void Delete(string table, string key) => _writes[(table, key)] = null;
}
