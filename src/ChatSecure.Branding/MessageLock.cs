// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding;

/// <summary>How safe a message was on its way, as people are told. The word comes from <see cref="TextId.Of(MessageLock)"/>.</summary>
public enum MessageLock
{
    /// <summary>Not encrypted: the servers could read it.</summary>
    Plain,

    /// <summary>Encrypted, with a key that nobody compared.</summary>
    Encrypted,

    /// <summary>Encrypted, with a key that a person compared.</summary>
    Verified,

    /// <summary>Encrypted, with a key that is not trusted.</summary>
    Untrusted,

    /// <summary>It can't be read here.</summary>
    Undecryptable,
}
