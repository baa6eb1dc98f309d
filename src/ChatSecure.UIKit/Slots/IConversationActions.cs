// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Slots;

/// <summary>What can be done with a conversation. An app registers its own to add, take away or reorder.</summary>
public interface IConversationActions
{
    /// <summary>The actions, in the order in which to show them.</summary>
    /// <param name="context">For which conversation.</param>
    /// <returns>The actions; the kit's own are in the context.</returns>
    IReadOnlyList<RowAction> Get(ConversationActionContext context);
}
