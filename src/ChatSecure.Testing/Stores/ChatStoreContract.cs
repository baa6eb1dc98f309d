// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Testing.Stores.Contract;

namespace ChatSecure.Testing.Stores;

/// <summary>The rules that every <see cref="ChatSecure.Stores.IChatStore"/> keeps, as checks for its author to run. For each check make a factory with an
/// empty profile; one that is opened again must find what was committed before.</summary>
public static class ChatStoreContract
{
    /// <summary>All checks.</summary>
    public static IReadOnlyList<ContractCheck> All { get; } =
    [
        .. AccountChecks.All,
        .. MessageChecks.All,
        .. DeliveryChecks.All,
        .. HistoryChecks.All,
        .. SearchChecks.All,
        .. ConversationChecks.All,
        .. RosterChecks.All,
        .. StateChecks.All,
        .. FeedChecks.All,
        .. RelationChecks.All,
        .. ActChecks.All,
        .. UnsentActChecks.All,
        .. NoteChecks.All,
        .. OwedChecks.All,
        .. ConversationStateChecks.All,
        .. ErasureChecks.All,
        .. TimelineChecks.All,
        .. RecordChecks.All,
        .. MediaChecks.All,
        .. LifetimeChecks.All,
        .. ModelChecks.All,
    ];
}
