// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.UIKit.Conversations;

namespace ChatSecure.UIKit.Slots;

/// <summary>For which conversation actions are wanted.</summary>
/// <param name="Row">The conversation.</param>
/// <param name="Kit">The kit's own actions.</param>
/// <param name="Brand">The brand.</param>
public sealed record ConversationActionContext(ConversationRow Row, IReadOnlyList<RowAction> Kit, Brand Brand);
