// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Clients;
using ChatSecure.Core.Media;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Stores;

namespace ChatSecure.Core.Conversations;

/// <content>What waits to be sent or failed, what is passed on, what was typed; and files.</content>
internal sealed partial class ConversationService
{
    private const int MaxDraft = 65_536;

    public Task<long?> GetFileLimitAsync(Addressing.Jid account, CancellationToken cancellationToken = default) =>
        attachments.GetLimitAsync(account, cancellationToken);

    public Task<Attachment> DownloadAsync(MessageRef message, int index = 0, CancellationToken cancellationToken = default) =>
        attachments.DownloadAsync(message, index, cancellationToken);

    public Task<Stream> OpenAttachmentAsync(MessageRef message, int index = 0, CancellationToken cancellationToken = default) =>
        attachments.OpenAsync(message, index, cancellationToken);

    public async Task<LinkMetadata> FetchLinkAsync(Addressing.Jid account, Uri link, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(link);
        var session = await sessions.GetAsync(account, cancellationToken).ConfigureAwait(false);
        return await session.Links.FetchAsync(link, cancellationToken).ConfigureAwait(false);
    }

    public async Task<bool> CancelAsync(ConversationId conversation, MessageId message, CancellationToken cancellationToken = default)
    {
        conversation = Bare(conversation);
        var session = await sessions.GetAsync(conversation.Account, cancellationToken).ConfigureAwait(false);
        return await session.CancelAsync(conversation, message, cancellationToken).ConfigureAwait(false)
            || await GiveUpAsync(conversation, message, cancellationToken).ConfigureAwait(false);
    }

    public async Task<SendReceipt> RetryAsync(
        ConversationId conversation,
        MessageId message,
        EncryptionChoice encryption = EncryptionChoice.Auto,
        CancellationToken cancellationToken = default
    )
    {
        conversation = Bare(conversation);
        var failed = await services
            .Store.Messages.FindAsync(conversation, MessageDirection.Outgoing, message, cancellationToken)
            .ConfigureAwait(false);
        return failed is { State: DeliveryState.Failed, Body: not null }
            ? await CopyAsync(failed, conversation, encryption, replacesIt: true, cancellationToken).ConfigureAwait(false)
            : throw NoSuchMessage();
    }

    public async Task<SendReceipt> ForwardAsync(
        MessageRef message,
        ConversationId to,
        EncryptionChoice encryption = EncryptionChoice.Auto,
        CancellationToken cancellationToken = default
    )
    {
        var found = await services
            .Store.Messages.FindAsync(Bare(message.Conversation), message.Direction, message.Id, cancellationToken)
            .ConfigureAwait(false);
        await GetAsync(to, cancellationToken).ConfigureAwait(false);
        return found is { Body: not null } && to.Account == message.Conversation.Account
            ? await CopyAsync(found, Bare(to), encryption, replacesIt: false, cancellationToken).ConfigureAwait(false)
            : throw NoSuchMessage();
    }

    public async Task SaveDraftAsync(ConversationId conversation, string text, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > MaxDraft)
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "A draft has at most 65,536 characters.");
        }

        await ChangeAsync(new ConversationChange(Bare(conversation)) { Draft = text }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends what a message says as a new one. Its files need no upload if they lie where they are protected as this one is.</summary>
    private async Task<SendReceipt> CopyAsync(
        ChatMessage original,
        ConversationId to,
        EncryptionChoice encryption,
        bool replacesIt,
        CancellationToken cancellationToken
    )
    {
        var session = await sessions.GetAsync(to.Account, cancellationToken).ConfigureAwait(false);
        var kind = await ChooseAsync(session, to.Peer, encryption, cancellationToken).ConfigureAwait(false);
        var files = original.Attachments.Select(file => CanStay(file, kind) ? file : file with { Source = null });
        var copy = Outgoing(session, to, original.Body!, kind) with
        {
            Attachments = [.. files],
            Links = original.Links,
            ReplyTo = replacesIt ? original.ReplyTo : null,
        };
        if (copy.Attachments.Any(file => file is { Source: null, MediaId: null }))
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "A file has to be uploaded anew, and is not here: fetch it first.")
            {
                Condition = "not-fetched",
            };
        }

        var former = new MessageRef(original.Conversation, original.Direction, original.Id);
        return await QueueAsync(session, copy, encryption, replacesIt ? [former] : [], cancellationToken).ConfigureAwait(false);
    }

    // What is sent encrypted has to be described, too (XEP-0448, section 3.1).
    private static bool CanStay(Attachment file, EncryptionKind kind) =>
        file.Source is { } source
        && (
            FileLink.IsEncrypted(source)
                ? kind != EncryptionKind.None && file is { Size: not null, Sha256: not null }
                : kind == EncryptionKind.None
        );
}
