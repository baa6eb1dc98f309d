// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Crypto.Media;
using ChatSecure.Encryption;
using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Files;
using ChatSecure.Network.Xeps.Payloads;

namespace ChatSecure.Core.Media;

/// <summary>Files of messages to and from stanzas.</summary>
internal static class SharedFiles
{
    private const int KeySize = 32;
    private const int MaxThumbnails = 32 * 1024;

    /// <summary>Whether the stanza shares files, and needs no text for it.</summary>
    public static bool Has(MessageStanza stanza) => stanza.GetSharedFiles().Count > 0;

    /// <summary>Puts files into a stanza that has its words, as its metadata and, for others, as text.</summary>
    public static void Write(MessageStanza stanza, ValueList<Attachment> files)
    {
        if (files.Count == 0)
        {
            return;
        }

        var words = stanza.Body ?? string.Empty;
        stanza.Body = FileText.Join(words, files);
        foreach (var file in WithinBounds(files))
        {
            stanza.AddSharedFile(FileOf(file));
        }

        if (files is [{ StickerPack: { } pack }])
        {
            stanza.SetStickerPack(pack);
        }

        // Of a single plain file AddSharedFile has said so.
        if (words.Length > 0 || files.Count > 1 || FileLink.IsEncrypted(files[0].Source!))
        {
            var start = words.EnumerateRunes().Count();
            stanza.AddFallback(FileSharing.Namespace, new(start, stanza.Body.EnumerateRunes().Count()));
        }
    }

    /// <summary>The message with its files, as far as what they stand in was protected like its text.</summary>
    /// <param name="message">The message, with its text and who protected it.</param>
    /// <param name="stanza">What it says beside its text.</param>
    public static ChatMessage Read(ChatMessage message, MessageStanza stanza)
    {
        if (message.DecryptFailure is not null)
        {
            return message;
        }

        // Beside the ciphertext of other methods anybody could have put them.
        if (message.Encryption is EncryptionKind.None or EncryptionKind.Omemo2)
        {
            if (stanza.GetSharedFiles() is { Count: > 0 } files)
            {
                var pack = stanza.GetStickerPack();
                return message with
                {
                    Body =
                        (
                            stanza.GetReply() is null
                                ? stanza.GetBodyWithoutFallback(FileSharing.Namespace)
                                : stanza.GetBodyWithoutFallback(FileSharing.Namespace, Replies.Namespace)
                        ) ?? string.Empty,
                    Attachments =
                    [
                        .. WithinBounds(
                            files.Select(file =>
                                AttachmentOf(file, message.Encryption == EncryptionKind.Omemo2) with
                                {
                                    StickerPack = pack,
                                }
                            )
                        ),
                    ],
                };
            }

            if (message.Encryption == EncryptionKind.None)
            {
                return stanza.GetOutOfBand() is { } url
                    ? message with
                    {
                        Body = string.Empty,
                        Attachments = [new() { FileName = NameOf(url), Source = url.AbsoluteUri }],
                    }
                    : message;
            }
        }

        if (message.Body is null || FileText.Split(message.Body) is not (var text, { Count: > 0 } sources))
        {
            return message;
        }

        return message with
        {
            Body = text,
            Attachments = [.. sources.Select(source => new Attachment { FileName = NameOf(source), Source = source })],
        };
    }

    // A stanza has bounds, and so has the row of a message: of many files only the first have pictures.
    private static IEnumerable<Attachment> WithinBounds(IEnumerable<Attachment> files)
    {
        var left = MaxThumbnails;
        foreach (var file in files)
        {
            var length = file.Thumbnail?.Length ?? 0;
            left -= length;
            yield return left < 0 ? file with { Thumbnail = null } : file;
        }
    }

    private static SharedFile FileOf(Attachment file)
    {
        var metadata = new FileMetadata
        {
            Name = file.FileName,
            MediaType = file.MediaType,
            Size = file.Size,
            Description = file.Description,
            Width = file.Width,
            Height = file.Height,
            Duration = file.Duration,
            Thumbnail = FileThumbnail.TryParse(file.Thumbnail),
            Hashes = file.Sha256 is { } hash ? [new(ContentHashes.Default, Convert.FromHexString(hash))] : [],
        };
        var disposition = file.IsInline ? FileDisposition.Inline : FileDisposition.Attachment;
        if (!FileLink.TryParse(file.Source, out var link))
        {
            throw new InvalidOperationException("A file that was not uploaded can't be sent.");
        }

        using (link)
        {
            return link.Key is { } key
                ? new(metadata, [], disposition) { EncryptedSources = [SourceOf(link.Url, key)] }
                : new(metadata, [link.Url], disposition);
        }
    }

    private static EncryptedSource SourceOf(Uri url, MediaKey key)
    {
        var bytes = new byte[KeySize];
        var iv = new byte[key.IvLength];
        key.Export(bytes, iv);
        return new(FileCipher.Aes256Gcm, bytes, iv, [url]);
    }

    private static Attachment AttachmentOf(SharedFile file, bool isEncrypted)
    {
        var about = file.Metadata;
        return new()
        {
            FileName = about.Name,
            MediaType = about.MediaType,
            Size = about.Size,
            Description = about.Description,
            Width = about.Width,
            Height = about.Height,
            Duration = about.Duration,
            IsInline = file.Disposition == FileDisposition.Inline,
            Thumbnail = about.Thumbnail?.DataUri,
            Sha256 = about.Hashes.FirstOrDefault(hash => hash is { Algorithm: ContentHashes.Default, Value.Length: SHA256.HashSizeInBytes })
                is { } found
                ? Convert.ToHexStringLower(found.Value.Span)
                : null,
            // A key that everybody on the way could read is none.
            Source =
                (isEncrypted ? file.EncryptedSources.Select(AddressOf).FirstOrDefault(address => address is not null) : null)
                ?? (file.Sources is [var plain, ..] ? plain.AbsoluteUri : null),
        };
    }

    // The one cipher that is opened here.
    private static string? AddressOf(EncryptedSource source)
    {
        if (source.Cipher != FileCipher.Aes256Gcm || source.Sources[0] is not { Fragment.Length: 0 } url)
        {
            return null;
        }

        using var key = MediaKey.FromBytes(source.Key.Span, source.Iv.Span);
        return AesGcmUrl.Write(url, key);
    }

    private static string? NameOf(string source)
    {
        if (!FileLink.TryParse(source, out var link))
        {
            return null;
        }

        using (link)
        {
            return NameOf(link.Url);
        }
    }

    private static string? NameOf(Uri url) => Uri.UnescapeDataString(url.Segments[^1]) is { Length: > 1 and <= 255 } name ? name : null;
}
