// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Xeps.Files;

/// <summary>How a shared file is encrypted (XEP-0448, section 4).</summary>
public enum FileCipher
{
    /// <summary>AES-GCM with a key of 32 bytes and a vector of 12: the one to use. The tag of 16 bytes stands at the end of the file.</summary>
    Aes256Gcm,

    /// <summary>AES-GCM with a key of 16 bytes and a vector of 12.</summary>
    Aes128Gcm,

    /// <summary>AES-CBC with a key of 32 bytes and a vector of 16. It authenticates nothing: read, so that an app can say why it does not open the file, and
    /// never written.</summary>
    Aes256Cbc,
}
