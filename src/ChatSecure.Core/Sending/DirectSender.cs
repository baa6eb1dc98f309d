// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Core.Encryption;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Network;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xml;
using ChatSecure.Stores;

namespace ChatSecure.Core.Sending;

/// <summary>Makes what is said to one person ready to be written. It is encrypted once and committed before it is written; after a lost connection the very same
/// stanza goes out again, and the receiver tells by its id.</summary>
internal sealed class DirectSender(
    Jid account,
    IChatStore store,
    XmppClient client,
    OmemoCoordinator omemo,
    OtrCoordinator? otr,
    KeyGathering keys,
    OutgoingWords words,
    TimeProvider time
)
{
    private readonly OutboxContents _contents = new(store, words);

    /// <exception cref="ChatSecureException"><see cref="ErrorKind.CannotEncrypt"/>: it can't be sent.</exception>
    public async Task<Preparation> PrepareAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        if (entry.Prepared is { } prepared)
        {
            return Writing(new MessageStanza(XmppElement.Parse(prepared.Span)));
        }

        if (await _contents.ReadAsync(entry, cancellationToken).ConfigureAwait(false) is not { } content)
        {
            return Preparation.Nothing;
        }

        // A private conversation's keys live in memory: its messages are encrypted as they are written, and anew if they have to be written again.
        return entry.Encryption switch
        {
            EncryptionChoice.Otr => new(token =>
                (otr ?? throw OtrService.NotAllowed()).SendAsync(content.Text ?? throw NotAsText(), token)
            ),
            EncryptionChoice.None => Writing(content.Create()),
            _ => await EncryptAsync(entry, content, cancellationToken).ConfigureAwait(false),
        };
    }

    private Preparation Writing(MessageStanza stanza) =>
        new(async token => await client.SendAckedAsync(stanza, token).ConfigureAwait(false));

    private static ChatSecureException NotAsText() =>
        new(ErrorKind.CannotEncrypt, "A private conversation has texts only.") { Condition = "not-a-text" };

    private async Task<Preparation> EncryptAsync(OutboxEntry entry, OutgoingContent content, CancellationToken cancellationToken)
    {
        keys.ThrowIfFailed(entry.To);
        var (stanza, needs) = await omemo
            .EncryptAsync(
                entry.To,
                content.ToEncrypt(entry.Encryption, time.GetUtcNow()),
                envelopes =>
                {
                    var stanza = content.Encrypted(envelopes, omemo.Fallback);
                    var kind = envelopes.First(envelope => envelope.Keys.Any(key => key.Owner == entry.To)).Kind;
                    var changes = new ChangeSet(account)
                    {
                        Outbox = [entry with { Prepared = stanza.Element.ToUtf8() }],
                        Updates = [new MessageUpdate(content.Conversation, content.Id, Encryption: kind)],
                    };
                    return (stanza, changes);
                },
                cancellationToken
            )
            .ConfigureAwait(false);
        if (stanza is null)
        {
            keys.Start(entry.To, token => omemo.ProvideAsync(needs!, token), OmemoCoordinator.KeysUnavailable);
            return Preparation.Waiting;
        }

        keys.Finish(entry.To);
        return Writing(stanza);
    }
}
