// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Payloads;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.Files;

/// <summary>Stateless file sharing (XEP-0447): files that messages speak of. Nothing is fetched here; whoever fetches follows
/// <see cref="FileDisposition"/> and the rules of HTTP transfers.</summary>
public static class FileSharing
{
    /// <summary>The namespace and the feature to advertise if the app shows shared files.</summary>
    public const string Namespace = "urn:xmpp:sfs:0";

    /// <summary>The greatest number of files that are read from one message; further ones are left out.</summary>
    public const int MaxFiles = 32;

    /// <summary>The namespace of encrypted sources (XEP-0448): a feature to advertise if the app opens such files.</summary>
    public const string EncryptedNamespace = EncryptedSourcePayload.Namespace;

    /// <summary>The greatest number of sources of a kind, plain or encrypted, that are read of one file, and of addresses of one encrypted source; further
    /// ones are left out.</summary>
    public const int MaxSources = 8;

    private const string UrlNamespace = "http://jabber.org/protocol/url-data";

    /// <summary>The files that a message shares. Errors share none.</summary>
    /// <param name="message">The message.</param>
    /// <returns>The files; none if there are none.</returns>
    public static IReadOnlyList<SharedFile> GetSharedFiles(this MessageStanza message) =>
        message.IsError ? [] : [.. message.Element.Elements("file-sharing", Namespace).Take(MaxFiles).Select(Read).OfType<SharedFile>()];

    /// <summary>Shares a file. If the body is the first source and nothing else, it is said to be there for other clients only (XEP-0428), and named for
    /// older ones (XEP-0066).</summary>
    /// <param name="message">The message.</param>
    /// <param name="file">The file.</param>
    /// <exception cref="ArgumentException">A source is not https, or an encrypted one has no address, a cipher that does not authenticate, or a key or vector
    /// that is not the cipher's; or there is an encrypted source, but no size or hash of the file (XEP-0448, section 3.1). The message is as it was
    /// then.</exception>
    public static void AddSharedFile(this MessageStanza message, SharedFile file)
    {
        if (!file.Sources.Concat(file.EncryptedSources.SelectMany(source => source.Sources)).All(OutOfBand.IsAcceptable))
        {
            throw new ArgumentException("Files are shared by https only.", nameof(file));
        }

        if (file is { EncryptedSources.Count: > 0 } and ({ Metadata.Size: null } or { Metadata.Hashes.Count: 0 }))
        {
            throw new ArgumentException("An encrypted file is shared with its size and a hash.", nameof(file));
        }

        var sharing = new XmppElement("file-sharing", Namespace)
        {
            ["disposition"] = file.Disposition switch
            {
                FileDisposition.Inline => "inline",
                FileDisposition.Attachment => "attachment",
                _ => null,
            },
            ["id"] = file.Id,
        };
        sharing.Add(FileMetadataPayload.Write(file.Metadata));
        if (file.Sources.Count > 0 || file.EncryptedSources.Count > 0)
        {
            var sources = WriteSources(file.Sources);
            foreach (var encrypted in file.EncryptedSources)
            {
                sources.Add(EncryptedSourcePayload.Write(encrypted));
            }

            sharing.Add(sources);
        }

        message.Element.Add(sharing);
        if (file.Sources.Count > 0 && message.Body == file.Sources[0].AbsoluteUri)
        {
            message.AddFallback(Namespace);
            message.AddOutOfBand(file.Sources[0]);
        }
        else if (message.Body is null)
        {
            message.AddHint(ProcessingHint.Store);
        }
    }

    /// <summary>The addresses of a <c>sources</c> element.</summary>
    internal static IReadOnlyList<Uri> ReadSources(XmppElement? sources) =>
        [
            .. (sources?.Elements("url-data", UrlNamespace) ?? [])
                .Take(MaxSources)
                .Select(source => OutOfBand.Read(source["target"]))
                .OfType<Uri>(),
        ];

    internal static XmppElement WriteSources(IEnumerable<Uri> addresses)
    {
        var sources = new XmppElement("sources", Namespace);
        foreach (var address in addresses)
        {
            sources.Add(new XmppElement("url-data", UrlNamespace) { ["target"] = address.AbsoluteUri });
        }

        return sources;
    }

    private static SharedFile? Read(XmppElement sharing)
    {
        if (sharing.Child("file", FileMetadataPayload.Namespace) is not { } file)
        {
            return null;
        }

        var sources = sharing.Child("sources", Namespace);
        var encrypted = sources
            ?.Elements("encrypted", EncryptedNamespace)
            .Take(MaxSources)
            .Select(EncryptedSourcePayload.Read)
            .OfType<EncryptedSource>();
        var disposition = sharing["disposition"] switch
        {
            "inline" => FileDisposition.Inline,
            "attachment" => FileDisposition.Attachment,
            _ => FileDisposition.Unspecified,
        };
        return new(FileMetadataPayload.Read(file), ReadSources(sources), disposition, StanzaId.Read(sharing["id"]))
        {
            EncryptedSources = [.. encrypted ?? []],
        };
    }
}
