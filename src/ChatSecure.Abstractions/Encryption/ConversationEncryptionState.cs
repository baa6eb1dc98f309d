// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Encryption;

/// <summary>What becomes of what is written next in a conversation.</summary>
public enum ConversationEncryptionState
{
    /// <summary>Nobody knows yet, such as of a new contact while the account is offline. It can be sent, and is settled when it goes: encrypted, or not at
    /// all.</summary>
    Unknown,

    /// <summary>It goes out encrypted, or not at all.</summary>
    Encrypted,

    /// <summary>A person has to decide something first, such as about a key; sending is refused until then.</summary>
    NeedsDecision,

    /// <summary>It can't be encrypted as was asked for, and sending is refused.</summary>
    Impossible,

    /// <summary>It goes out in plain text, as was asked for.</summary>
    Plain,
}
