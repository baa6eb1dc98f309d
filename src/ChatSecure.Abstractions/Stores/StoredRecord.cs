// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Stores;

/// <summary>A record of an app: a key and bytes of its own. Two are equal when key and bytes are.</summary>
/// <param name="Key">The key, unique within its collection; at most 4096 characters.</param>
/// <param name="Value">The bytes; when writing, null removes the record.</param>
public sealed record StoredRecord(string Key, ReadOnlyMemory<byte>? Value)
{
    /// <inheritdoc/>
    public bool Equals(StoredRecord? other) =>
        other is not null
        && Key == other.Key
        && Value.HasValue == other.Value.HasValue
        && Value.GetValueOrDefault().Span.SequenceEqual(other.Value.GetValueOrDefault().Span);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Key, Value?.Length);

    /// <summary>Shows the key alone.</summary>
    /// <returns><see cref="Key"/>.</returns>
    public override string ToString() => Key;
}
