// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Immutable;
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

    /// <summary>The greatest number of sources that are read of one file; further ones are left out.</summary>
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
    /// <exception cref="ArgumentException">A source is not https.</exception>
    public static void AddSharedFile(this MessageStanza message, SharedFile file)
    {
        if (!file.Sources.All(OutOfBand.IsAcceptable))
        {
            throw new ArgumentException("Files are shared by https only.", nameof(file));
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
        if (file.Sources.Count > 0)
        {
            var sources = new XmppElement("sources", Namespace);
            foreach (var source in file.Sources)
            {
                sources.Add(new XmppElement("url-data", UrlNamespace) { ["target"] = source.AbsoluteUri });
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

    private static SharedFile? Read(XmppElement sharing)
    {
        if (sharing.Child("file", FileMetadataPayload.Namespace) is not { } file)
        {
            return null;
        }

        var sources = ImmutableArray.CreateBuilder<Uri>();
        foreach (var source in sharing.Child("sources", Namespace)?.Elements("url-data", UrlNamespace).Take(MaxSources) ?? [])
        {
            if (OutOfBand.Read(source["target"]) is { } uri)
            {
                sources.Add(uri);
            }
        }

        var disposition = sharing["disposition"] switch
        {
            "inline" => FileDisposition.Inline,
            "attachment" => FileDisposition.Attachment,
            _ => FileDisposition.Unspecified,
        };
        return new(FileMetadataPayload.Read(file), sources.ToImmutable(), disposition, StanzaId.Read(sharing["id"]));
    }
}
