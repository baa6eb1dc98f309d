// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Storage.Changes;

/// <summary>A watched list, as commits see it.</summary>
/// <typeparam name="TSource">What lists are read from.</typeparam>
internal interface IFeed<TSource>
{
    /// <summary>Whether it is told of nothing until its consumer starts anew.</summary>
    bool IsBehind { get; }

    /// <summary>Reads the list again and tells the consumer what changed. Called by the committer while it has the writer's turn.</summary>
    void Refresh(TSource source);

    /// <summary>Ends the feed, with an error or without.</summary>
    void Complete(Exception? error = null);
}
