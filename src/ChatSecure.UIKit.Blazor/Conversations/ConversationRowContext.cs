// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.UIKit.Conversations;

namespace ChatSecure.UIKit.Blazor.Conversations;

/// <summary>What is shown within a row of the conversation list. Members may be added.</summary>
/// <param name="Row">The conversation.</param>
/// <param name="IsOpen">Whether it is the one that is open.</param>
public sealed record ConversationRowContext(ConversationRow Row, bool IsOpen);
