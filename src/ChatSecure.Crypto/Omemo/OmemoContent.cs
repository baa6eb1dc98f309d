// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Omemo;

/// <summary>What a message says, in the form of each namespace: the legacy one encrypts the bare text, <c>urn:xmpp:omemo:2</c> an envelope with the text in it
/// (XEP-0420). Devices are served in the best namespace that they and this content have.</summary>
/// <param name="Body">For <c>eu.siacs.conversations.axolotl</c>: the body in UTF-8. Null: not to be sent that way.</param>
/// <param name="Envelope">For <c>urn:xmpp:omemo:2</c>: the envelope as XML in UTF-8. Null: not to be sent that way.</param>
public sealed record OmemoContent(ReadOnlyMemory<byte>? Body, ReadOnlyMemory<byte>? Envelope)
{
    /// <summary>Nothing to read: moves keys only, in either namespace.</summary>
    public static OmemoContent KeysOnly { get; } = new(default(ReadOnlyMemory<byte>), default(ReadOnlyMemory<byte>)) { HasPayload = false };

    /// <summary>Whether there is something to read.</summary>
    internal bool HasPayload { get; private init; } = true;

    internal ReadOnlyMemory<byte>? In(EncryptionKind kind) => kind == EncryptionKind.Omemo2 ? Envelope : Body;
}
