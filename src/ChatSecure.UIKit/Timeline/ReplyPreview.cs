// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;

namespace ChatSecure.UIKit.Timeline;

/// <summary>The message that another one answers, above it.</summary>
/// <param name="State">Whether it can be shown.</param>
/// <param name="Sender">Who wrote it; empty unless it is here.</param>
/// <param name="Text">Its beginning on one line, or that it is not here.</param>
/// <param name="Target">The message, to jump to; null unless it is here.</param>
public sealed record ReplyPreview(ReplyState State, string Sender, string Text, MessageRef? Target)
{
    /// <summary>Shows nothing of the message.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(ReplyPreview);
}
