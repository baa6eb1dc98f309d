// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;

namespace ChatSecure.Stores;

/// <summary>What a commit did.</summary>
/// <param name="Added">The messages of the change-set that were new, in its order: those to tell the user about.</param>
/// <param name="Updated">The stored messages that <see cref="ChangeSet.Updates"/>, <see cref="ChangeSet.Edits"/>, <see cref="ChangeSet.Reactions"/> and
/// <see cref="ChangeSet.Attachments"/> really changed, as they are after each change.</param>
public sealed record CommitResult(IReadOnlyList<ChatMessage> Added, IReadOnlyList<ChatMessage> Updated)
{
    /// <summary>The acts of the change-set that were new or stand otherwise now, as they were given.</summary>
    public IReadOnlyList<MessageAct> Acts { get; init; } = [];

    /// <summary>The stored acts that <see cref="ChangeSet.Updates"/> really changed, as they are now.</summary>
    public IReadOnlyList<MessageAct> UpdatedActs { get; init; } = [];

    /// <summary>The notes of the change-set that were new and are kept, in its order.</summary>
    public IReadOnlyList<ConversationNote> Notes { get; init; } = [];
}
