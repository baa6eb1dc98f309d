// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Addressing;
using ChatSecure.Core.Encryption;
using ChatSecure.Crypto.Omemo;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.ContentEncryption;
using ChatSecure.Network.Xeps.Omemo;

namespace ChatSecure.Core.Sync;

/// <summary>Rebuilds a message from what was decrypted: in the legacy namespace the bare text, in <c>urn:xmpp:omemo:2</c> an envelope (XEP-0420) that is
/// checked against its stanza.</summary>
internal sealed class DecryptedMessages(Jid account, TimeProvider time)
{
    /// <summary>The message as it was before encryption.</summary>
    /// <param name="incoming">The message as it came.</param>
    /// <param name="sender">Who sent it, a bare address.</param>
    /// <param name="envelope">What was decrypted of it.</param>
    /// <param name="result">What came of that.</param>
    public OpenedMessage Open(IncomingMessage incoming, Jid sender, OmemoEnvelope envelope, OmemoDecryptResult result)
    {
        if (result is not OmemoDecrypted { Plaintext: { } plaintext })
        {
            return new(incoming);
        }

        if (envelope.Kind == EncryptionKind.Omemo)
        {
            return new(incoming, Encoding.UTF8.GetString(plaintext)) { OptOut = (false, string.Empty) };
        }

        try
        {
            // The time inside is no reason to refuse a text: the ratchet stops replays, and a message may wait for days in an outbox.
            var context = new EnvelopeContext(
                sender,
                incoming.Room?.Room ?? incoming.Stanza.To ?? account,
                incoming.Stamp ?? time.GetUtcNow()
            )
            {
                Tolerance = TimeSpan.MaxValue,
            };
            // What is said in one room must not be heard in another (XEP-0384, section 5.7): there the envelope has to say where and by whom.
            var demanded = incoming.Room is null
                ? EnvelopeAffixes.Padding
                : EnvelopeAffixes.Padding | EnvelopeAffixes.To | EnvelopeAffixes.From;
            var content = ContentEnvelope.Read(plaintext, demanded, context);
            var stanza = incoming.Stanza.WithContent(content);
            return new(incoming with { Stanza = stanza }, stanza.Body, Word: TrustNotices.Read(content))
            {
                Said = content.Time,
                OptOut =
                    stanza.GetOptOut() is { } reason ? (true, reason)
                    : stanza.Body is not null ? (false, string.Empty)
                    : null,
            };
        }
        catch (ChatSecureException error) when (error.Kind == ErrorKind.Protocol)
        {
            return new(incoming, Failure: DecryptFailure.Invalid);
        }
    }
}
