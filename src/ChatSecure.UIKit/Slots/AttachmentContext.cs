// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Messaging;

namespace ChatSecure.UIKit.Slots;

/// <summary>For what files are picked.</summary>
/// <param name="Conversation">The conversation.</param>
/// <param name="Brand">The brand.</param>
public sealed record AttachmentContext(ConversationId Conversation, Brand Brand);
