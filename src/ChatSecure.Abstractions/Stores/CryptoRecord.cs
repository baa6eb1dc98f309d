// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Stores;

/// <summary>A piece of cryptographic state as the store sees it: opaque bytes under a table and a key that Crypto chooses.</summary>
/// <param name="Table">The kind of record, such as <c>session</c>; at most 64 ASCII characters.</param>
/// <param name="Key">The record's key within its table; at most 4096 characters.</param>
/// <param name="Value">The bytes; in a change-set, null deletes the record.</param>
public sealed record CryptoRecord(string Table, string Key, ReadOnlyMemory<byte>? Value);
