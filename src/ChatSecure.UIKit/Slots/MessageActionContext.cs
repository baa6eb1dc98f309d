// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Timeline;

namespace ChatSecure.UIKit.Slots;

/// <summary>For which message actions are wanted.</summary>
/// <param name="Row">The message.</param>
/// <param name="Conversation">The conversation.</param>
/// <param name="Kit">The kit's own actions.</param>
/// <param name="Brand">The brand.</param>
public sealed record MessageActionContext(MessageRow Row, ConversationId Conversation, IReadOnlyList<RowAction> Kit, Brand Brand);
