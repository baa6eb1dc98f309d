// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;
using ChatSecure.UIKit.Timeline;

namespace ChatSecure.Terminal.Screens.Conversations;

/// <summary>A file of a message, as a line stands for it.</summary>
internal sealed record MessageFile(MessageRow Message, AttachmentRow File)
{
    public (MessageRef, int) Identity => (Message.Reference, File.Index);
}

/// <summary>What was done to a message and is not sent yet, as a line stands for it.</summary>
internal sealed record MessageAct(MessageRow Message, UnsentActRow Act)
{
    public (MessageRef, MessageId) Identity => (Message.Reference, Act.Id);
}
