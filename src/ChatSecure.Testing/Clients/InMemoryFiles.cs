// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Stores;

namespace ChatSecure.Testing.Clients;

/// <summary>The files of messages: in the client's media store, and at the network for others to fetch.</summary>
internal sealed class InMemoryFiles(InMemoryChatClient client)
{
    private const int MaxFiles = 32;
    private const int MaxName = 255;

    public async Task<ValueList<Attachment>> TakeInAsync(
        Jid account,
        IReadOnlyList<OutgoingAttachment> files,
        CancellationToken cancellationToken
    )
    {
        if (files.Count > MaxFiles || files.Any(file => file.FileName is { Length: 0 or > MaxName } || file.Duration < TimeSpan.Zero))
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "A message has at most 32 files, with names of at most 255 characters.");
        }

        var taken = new List<Attachment>(files.Count);
        foreach (var file in files)
        {
            taken.Add(await TakeInAsync(account, file, cancellationToken).ConfigureAwait(false));
        }

        return [.. taken];
    }

    /// <summary>Whether the network takes files as large as these.</summary>
    public bool Fit(ChatMessage message) => message.Attachments.All(file => !(file.Size > client.Network.MaxFileSize));

    /// <summary>Tells how far the files of a message are.</summary>
    public void TellSent(ChatMessage message)
    {
        var reference = new MessageRef(message.Conversation, message.Direction, message.Id);
        for (var i = 0; i < message.Attachments.Count; i++)
        {
            var size = message.Attachments[i].Size ?? 0;
            client.Events.Publish(new TransferProgress(message.Conversation.Account, reference, i, size, size));
        }
    }

    public async Task<Attachment> DownloadAsync(MessageRef message, int index, CancellationToken cancellationToken)
    {
        var account = message.Conversation.Account;
        await client.SessionAsync(account, cancellationToken).ConfigureAwait(false);
        var found = await client
            .Store.Messages.FindAsync(message.Conversation, message.Direction, message.Id, cancellationToken)
            .ConfigureAwait(false);
        if (found is null || index < 0 || index >= found.Attachments.Count)
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "There is no such file.") { Condition = "no-such-file" };
        }

        var file = found.Attachments[index];
        if (file.MediaId is { } id && await client.Store.Media.FindAsync(account, id, cancellationToken).ConfigureAwait(false) is not null)
        {
            return file;
        }

        var content =
            client.Network.FindFile(file.Source) ?? throw new ChatSecureException(ErrorKind.Protocol, "The file is no longer there.");
        client.Events.Publish(new TransferProgress(account, message, index, content.Length, content.Length));
        var info = await AddAsync(account, content, file.MediaType, isElsewhere: true, cancellationToken).ConfigureAwait(false);
        var files = found.Attachments.ToArray();
        files[index] = file with { MediaId = info.Id, Size = info.Size, Sha256 = info.Sha256 };
        await client.CommitAsync(new(account) { Attachments = [new(message, [.. files])] }).ConfigureAwait(false);
        return files[index];
    }

    public async Task<Stream> OpenAsync(MessageRef message, int index, CancellationToken cancellationToken)
    {
        var file = await DownloadAsync(message, index, cancellationToken).ConfigureAwait(false);
        return await client.Store.Media.OpenAsync(message.Conversation.Account, file.MediaId!, cancellationToken).ConfigureAwait(false)
            ?? throw new ChatSecureException(ErrorKind.StorageUnavailable, "The file was removed in the meantime.");
    }

    private async Task<Attachment> TakeInAsync(Jid account, OutgoingAttachment file, CancellationToken cancellationToken)
    {
        byte[] content;
        try
        {
            var stream = await file.Open(cancellationToken).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                using var copy = new MemoryStream();
                await stream.CopyToAsync(copy, cancellationToken).ConfigureAwait(false);
                content = copy.ToArray();
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "The file can't be read.", error) { Condition = "file-unreadable" };
        }

        var info = await AddAsync(account, content, file.MediaType, isElsewhere: false, cancellationToken).ConfigureAwait(false);
        return new()
        {
            FileName = file.FileName,
            MediaType = file.MediaType,
            Size = info.Size,
            Sha256 = info.Sha256,
            Description = file.Description,
            Width = file.Width,
            Height = file.Height,
            Duration = file.Duration,
            IsInline = file.IsInline,
            StickerPack = file.StickerPack,
            MediaId = info.Id,
            Source = client.Network.AddFile(content),
        };
    }

    private async Task<MediaInfo> AddAsync(
        Jid account,
        byte[] content,
        string? mediaType,
        bool isElsewhere,
        CancellationToken cancellationToken
    )
    {
        using var stream = new MemoryStream(content);
        return await client.Store.Media.AddAsync(account, stream, mediaType, isElsewhere, cancellationToken).ConfigureAwait(false);
    }
}
