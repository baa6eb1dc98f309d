// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;

namespace ChatSecure.UIKit.Timeline;

/// <summary>A change, a reaction or a retraction of ours that waits for the connection or could not be sent. It stands below the message that it was done to.</summary>
/// <param name="Id">The id of what carries it.</param>
/// <param name="Kind">What was done.</param>
/// <param name="IsFailed">Whether it failed, so that it can be tried again; if not, it waits and can be stopped.</param>
/// <param name="Text">What waits, or failed and why, in words.</param>
public sealed record UnsentActRow(MessageId Id, MessageActKind Kind, bool IsFailed, string Text);
