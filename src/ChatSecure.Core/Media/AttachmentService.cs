// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Concurrent;
using System.Xml;
using ChatSecure.Clients;
using ChatSecure.Core.Accounts;
using ChatSecure.Core.Events;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Network.Xeps.Files;
using ChatSecure.Stores;

namespace ChatSecure.Core.Media;

/// <summary>Takes files of outgoing messages in, and fetches those of incoming ones, each once at a time.</summary>
internal sealed class AttachmentService(SessionTable sessions, EngineServices services)
{
    private const int MaxFiles = 32;
    private const int MaxName = 255;
    private const int MaxDescription = 4096;

    private readonly ConcurrentDictionary<(MessageRef, int), SemaphoreSlim> _turns = [];

    /// <summary>Puts files into the media store.</summary>
    public async Task<ValueList<Attachment>> TakeInAsync(
        Addressing.Jid account,
        IReadOnlyList<OutgoingAttachment> files,
        CancellationToken cancellationToken
    )
    {
        if (files.Count > MaxFiles || !files.All(IsValid))
        {
            throw new ChatSecureException(
                ErrorKind.InvalidInput,
                $"A message has at most {MaxFiles} files, with names of at most {MaxName} characters and sizes in pixels from 1 to 65,535."
            );
        }

        var taken = new List<Attachment>(files.Count);
        foreach (var file in files)
        {
            taken.Add(await TakeInAsync(account, file, cancellationToken).ConfigureAwait(false));
        }

        return [.. taken];
    }

    /// <summary>How large a file may be that is sent.</summary>
    public async Task<long?> GetLimitAsync(Addressing.Jid account, CancellationToken cancellationToken) =>
        await (await sessions.GetOnlineAsync(account, cancellationToken).ConfigureAwait(false))
            .Files.GetLimitAsync(cancellationToken)
            .ConfigureAwait(false);

    /// <summary>Fetches a file of a message, unless it is here.</summary>
    public async Task<Attachment> DownloadAsync(MessageRef message, int index, CancellationToken cancellationToken)
    {
        message = message with { Conversation = message.Conversation with { Peer = message.Conversation.Peer.Bare } };
        var turn = _turns.GetOrAdd((message, index), _ => new(1, 1));
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var files = await FilesAsync(message, index, cancellationToken).ConfigureAwait(false);
            var file = files[index];
            var account = message.Conversation.Account;
            if (
                file.MediaId is { } id
                && await services.Store.Media.FindAsync(account, id, cancellationToken).ConfigureAwait(false) is not null
            )
            {
                return file;
            }

            var session = await sessions.GetAsync(account, cancellationToken).ConfigureAwait(false);
            var progress = new ProgressEvents(services.Events, message, index, file.Size);
            var info = await session.Files.DownloadAsync(file, progress, cancellationToken).ConfigureAwait(false);
            progress.Finish(info.Size);
            return await KeepAsync(message, index, info, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
            _turns.TryRemove((message, index), out _);
        }
    }

    /// <summary>Opens a file of a message, which is fetched first if it is not here.</summary>
    public async Task<Stream> OpenAsync(MessageRef message, int index, CancellationToken cancellationToken)
    {
        var file = await DownloadAsync(message, index, cancellationToken).ConfigureAwait(false);
        return await services.Store.Media.OpenAsync(message.Conversation.Account, file.MediaId!, cancellationToken).ConfigureAwait(false)
            ?? throw new ChatSecureException(ErrorKind.StorageUnavailable, "The file was removed in the meantime.");
    }

    private async Task<ValueList<Attachment>> FilesAsync(MessageRef message, int index, CancellationToken cancellationToken)
    {
        var found = await services
            .Store.Messages.FindAsync(message.Conversation, message.Direction, message.Id, cancellationToken)
            .ConfigureAwait(false);
        return found is not null && index >= 0 && index < found.Attachments.Count
            ? found.Attachments
            : throw new ChatSecureException(ErrorKind.InvalidInput, "There is no such file.") { Condition = "no-such-file" };
    }

    // The message may have changed meanwhile; what it has now is kept.
    private async Task<Attachment> KeepAsync(MessageRef message, int index, MediaInfo info, CancellationToken cancellationToken)
    {
        var files = (await FilesAsync(message, index, cancellationToken).ConfigureAwait(false)).ToArray();
        files[index] = files[index] with { MediaId = info.Id, Size = info.Size, Sha256 = info.Sha256, MediaType = info.MediaType };
        var account = message.Conversation.Account;
        var changes = new ChangeSet(account) { Attachments = [new(message, [.. files])] };
        services.Events.Publish(account, await services.Store.CommitAsync(changes, cancellationToken).ConfigureAwait(false));
        return files[index];
    }

    private async Task<Attachment> TakeInAsync(Addressing.Jid account, OutgoingAttachment file, CancellationToken cancellationToken)
    {
        try
        {
            var content = await file.Open(cancellationToken).ConfigureAwait(false);
            await using (content.ConfigureAwait(false))
            {
                var peeked = new VerifiedContent(content);
                await using (peeked.ConfigureAwait(false))
                {
                    var sniffed = MediaTypes.Sniff((await peeked.PeekAsync(cancellationToken).ConfigureAwait(false)).Span);
                    var type = file.MediaType ?? sniffed;
                    var info = await services
                        .Store.Media.AddAsync(account, peeked, type, canBeFetchedAgain: false, cancellationToken)
                        .ConfigureAwait(false);
                    var thumbnail = await services
                        .Hooks.ThumbnailAsync(
                            () => services.Store.Media.OpenAsync(account, info.Id, cancellationToken),
                            type,
                            cancellationToken
                        )
                        .ConfigureAwait(false);
                    return new()
                    {
                        FileName = file.FileName is { } name ? string.Concat(name.Select(c => IsText(c) ? c : '_')) : null,
                        MediaType = type,
                        Size = info.Size,
                        Sha256 = info.Sha256,
                        Description = file.Description,
                        Width = file.Width,
                        Height = file.Height,
                        Duration = file.Duration,
                        IsInline = file.IsInline,
                        StickerPack = file.StickerPack,
                        Thumbnail = thumbnail,
                        MediaId = info.Id,
                    };
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "The file can't be read.", error) { Condition = "file-unreadable" };
        }
    }

    // What XML can say.
    private static bool IsText(char c) => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c);

    private static bool IsValid(OutgoingAttachment file) =>
        file.FileName is not { Length: 0 or > MaxName }
        && (file.MediaType is null || MediaTypes.IsValid(file.MediaType))
        && (file.Description is not { } description || (description.Length <= MaxDescription && description.All(IsText)))
        && file.Width is not (< 1 or > ushort.MaxValue)
        && file.Height is not (< 1 or > ushort.MaxValue)
        && (file.StickerPack is null || Stickers.IsPack(file.StickerPack))
        && !(file.Duration < TimeSpan.Zero);
}
