// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Encryption;

/// <summary>What a sender asks for.</summary>
public enum EncryptionChoice
{
    /// <summary>The best that both sides have. Never plain text: without a common encryption it is an error. OTR only where the peer has no OMEMO, says that it
    /// speaks OTR, and nothing of the conversation was ever encrypted otherwise: from OMEMO to OTR only a person goes, by asking for it by name.</summary>
    Auto,

    /// <summary>OMEMO in the namespace <c>eu.siacs.conversations.axolotl</c>, or an error.</summary>
    Omemo,

    /// <summary>OMEMO in the namespace <c>urn:xmpp:omemo:2</c>, or an error.</summary>
    Omemo2,

    /// <summary>Off-the-record messaging, or an error.</summary>
    Otr,

    /// <summary>Plain text, asked for by name.</summary>
    None,
}
