// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Messaging;

namespace ChatSecure.UIKit.Slots;

/// <summary>A way to look at the conversations that an app adds to the kit's own.</summary>
/// <param name="Id">What it is known by; not one of the kit's.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Includes">Whether a conversation is shown.</param>
public sealed record ConversationFilterSlot(string Id, Func<Brand, string> Title, Func<ConversationSummary, bool> Includes);
