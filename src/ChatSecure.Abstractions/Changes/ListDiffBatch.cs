// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Changes;

/// <summary>What one committed transaction did to a watched list. The first batch of a feed is always a reset with the whole window.</summary>
/// <typeparam name="T">What the list holds.</typeparam>
/// <param name="Changes">The changes, to be applied in this order.</param>
/// <param name="Items">The whole list after the changes.</param>
public sealed record ListDiffBatch<T>(IReadOnlyList<ListChange<T>> Changes, IReadOnlyList<T> Items);
