// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Encryption;
using ChatSecure.Messaging;

namespace ChatSecure.Clients;

/// <summary>A message to send.</summary>
/// <param name="Body">The text: 1 to 65,536 characters that XML may hold.</param>
/// <param name="Encryption">How to protect it.</param>
public sealed record OutgoingMessage(string Body, EncryptionChoice Encryption = EncryptionChoice.Auto)
{
    /// <summary>The earlier message of ours that this one corrects (XEP-0308): then this is <see cref="IConversations.EditAsync"/>.</summary>
    public MessageId? Replaces { get; init; }

    /// <summary>The message that this one answers (XEP-0461).</summary>
    public MessageId? ReplyTo { get; init; }

    /// <summary>Files that go with it, at most 32. Then the text may be empty.</summary>
    public ValueList<OutgoingAttachment> Attachments { get; init; } = [];

    /// <summary>What to tell of links in the text, as the person had it fetched by <see cref="IConversations.FetchLinkAsync"/>: at most
    /// <see cref="LinkMetadata.MaxInMessage"/>. It is protected like the text, and left out for receivers who can't be told it so. Of a picture that is too large for
    /// messages the app's <see cref="Hooks.IThumbnailHook"/> makes a smaller one, or it is left out.</summary>
    public ValueList<LinkMetadata> Links { get; init; } = [];

    /// <summary>Shows nothing of the text.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(OutgoingMessage);
}
