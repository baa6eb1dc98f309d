// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Changes;

/// <summary>One change of an ordered list. Applying the changes of a batch in order to the list as it was gives the list as it is.</summary>
/// <typeparam name="T">What the list holds.</typeparam>
/// <param name="Kind">What happened.</param>
/// <param name="Index">Where: the item's index when this change is applied; for <see cref="ListChangeKind.Move"/> the new one; 0 for
/// <see cref="ListChangeKind.Reset"/>.</param>
/// <param name="Item">The new item of an insert, update or move; default otherwise.</param>
/// <param name="OldIndex">Where a moved item was; otherwise -1.</param>
public readonly record struct ListChange<T>(ListChangeKind Kind, int Index, T? Item = default, int OldIndex = -1);
