// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Conversations;

/// <summary>A way to look at the conversations, ready to show.</summary>
/// <param name="Id">What it is known by: <c>all</c>, <c>unread</c>, <c>groups</c>, <c>archived</c>, or one of the app's.</param>
/// <param name="Text">What it is called.</param>
public sealed record ConversationFilterChoice(string Id, string Text);
