// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Encryption;
using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Payloads;

namespace ChatSecure.Core.Sync;

/// <summary>The quotation of what a message answers, which stands before its text for those who don't know answers (XEP-0461, section 3.3).</summary>
internal static class Quotations
{
    private const int MaxLines = 4;
    private const int MaxLength = 280;

    /// <summary>The message without it, where its extent was protected like the text: elsewhere a server could make any text disappear.</summary>
    /// <param name="message">The message, with its text and who protected it.</param>
    /// <param name="stanza">What it says beside its text.</param>
    public static ChatMessage Without(ChatMessage message, MessageStanza stanza) =>
        message is { DecryptFailure: null, Body: { } body, Encryption: EncryptionKind.None or EncryptionKind.Omemo2 }
        && body == stanza.Body
        && stanza.GetReply() is not null
            ? message with
            {
                Body = stanza.GetBodyWithoutFallback(Replies.Namespace) ?? body,
            }
            : message;

    /// <summary>What to quote of a message in an answer to it: its beginning. Nothing of what was encrypted goes into an answer that is not.</summary>
    public static string? Of(ChatMessage answered, EncryptionChoice choice)
    {
        if (answered.Body is not { Length: > 0 } body || (choice == EncryptionChoice.None && answered.Encryption != EncryptionKind.None))
        {
            return null;
        }

        var lines = body.ReplaceLineEndings("\n").Split('\n');
        var quoted = string.Join('\n', lines.Take(MaxLines));
        var isCut = lines.Length > MaxLines || quoted.Length > MaxLength;
        if (quoted.Length > MaxLength)
        {
            quoted = quoted[..(char.IsHighSurrogate(quoted[MaxLength - 1]) ? MaxLength - 1 : MaxLength)];
        }

        return isCut ? quoted + "…" : quoted;
    }
}
