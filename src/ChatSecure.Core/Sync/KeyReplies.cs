// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Addressing;
using ChatSecure.Crypto.Omemo;
using ChatSecure.Encryption;

namespace ChatSecure.Core.Sync;

/// <summary>What decrypting a message makes us do for the sake of the keys.</summary>
internal static class KeyReplies
{
    /// <summary>Wipes the plain text, and has done what the result asks for.</summary>
    /// <param name="replies">Who does it.</param>
    /// <param name="kind">The namespace of the envelope.</param>
    /// <param name="sender">Who sent it, a bare address.</param>
    /// <param name="result">What decrypting came to.</param>
    public static void Answer(this IInboxReplies replies, EncryptionKind kind, Jid sender, OmemoDecryptResult result)
    {
        switch (result)
        {
            case OmemoDecrypted decrypted:
                CryptographicOperations.ZeroMemory(decrypted.Plaintext);
                if (decrypted.PublishBundle)
                {
                    replies.PublishBundle(kind);
                }

                if (decrypted.SendEmpty)
                {
                    replies.SendEmpty(kind, decrypted.Sender.Owner, decrypted.Sender.Device, rebuild: false);
                }

                break;
            case OmemoFailed { RebuildSession: true } failed:
                replies.SendEmpty(kind, sender, failed.Sender, rebuild: true);
                break;
        }
    }
}
