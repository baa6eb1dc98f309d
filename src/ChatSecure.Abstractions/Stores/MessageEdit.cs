// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Encryption;
using ChatSecure.Messaging;

namespace ChatSecure.Stores;

/// <summary>Changes a stored message's text, or takes the message back. Whether the sender may do that is for the caller to know. Ignored for a message
/// that is not stored, was taken back, or was edited later than this.</summary>
/// <param name="Message">The message.</param>
/// <param name="At">When it was edited.</param>
/// <param name="Body">The new text (XEP-0308), which also makes a message readable that could not be decrypted; null takes the message back (XEP-0424): its text, attachments and reactions are erased.</param>
public sealed record MessageEdit(MessageRef Message, DateTimeOffset At, string? Body)
{
    /// <summary>Who took the message back and why, if that was not who wrote it; null for everything else.</summary>
    public Moderation? Moderation { get; init; }

    /// <summary>The key that protected the new text; null leaves the message's.</summary>
    public Fingerprint? SenderKey { get; init; }

    /// <summary>What that key was trusted at; null leaves the message's.</summary>
    public TrustLevel? Trust { get; init; }
}
