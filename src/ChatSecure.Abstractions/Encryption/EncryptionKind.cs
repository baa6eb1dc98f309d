// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Encryption;

/// <summary>How a message is or was protected between the two ends.</summary>
public enum EncryptionKind
{
    /// <summary>Not at all: the servers can read it.</summary>
    None,

    /// <summary>OMEMO in the namespace <c>eu.siacs.conversations.axolotl</c> (XEP-0384 0.3).</summary>
    Omemo,

    /// <summary>OMEMO in the namespace <c>urn:xmpp:omemo:2</c> (XEP-0384 0.8 and later).</summary>
    Omemo2,

    /// <summary>Off-the-record messaging.</summary>
    Otr,
}
