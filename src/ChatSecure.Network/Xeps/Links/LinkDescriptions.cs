// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Files;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.Links;

/// <summary>What messages tell of links in their text (XEP-0511), in the words of Open Graph. Nothing is fetched here, and nothing that would have to be counts.</summary>
public static class LinkDescriptions
{
    /// <summary>The namespace of descriptions. There is no feature to advertise.</summary>
    public const string Namespace = XmppElement.RdfNamespace;

    private const string OpenGraph = "https://ogp.me/ns#";
    private const string OpenGraphImage = "https://ogp.me/ns#image:";
    private const int MaxLookedAt = 16;

    /// <summary>What a message tells of links that stand in its text: at most <see cref="LinkMetadata.MaxInMessage"/>, each once. Errors tell nothing.</summary>
    /// <param name="message">The message, decrypted.</param>
    /// <param name="text">Its text, as it is shown.</param>
    /// <returns>What it tells.</returns>
    public static IReadOnlyList<LinkMetadata> GetLinks(this MessageStanza message, string? text) =>
        message.IsError || string.IsNullOrEmpty(text)
            ? []
            :
            [
                .. message
                    .Element.Elements("Description", Namespace)
                    .Take(MaxLookedAt)
                    .Select(Read)
                    .OfType<LinkMetadata>()
                    .Where(link => text.Contains(link.Address, StringComparison.Ordinal))
                    .DistinctBy(link => link.Address)
                    .Take(LinkMetadata.MaxInMessage),
            ];

    /// <summary>Tells what a link leads to.</summary>
    /// <param name="message">The message, before it is encrypted.</param>
    /// <param name="link">What is told of it.</param>
    /// <exception cref="ArgumentException">It is none that <see cref="IsAcceptable"/> accepts.</exception>
    public static void AddLink(this MessageStanza message, LinkMetadata link)
    {
        if (!IsAcceptable(link))
        {
            throw new ArgumentException("The link is not https, or a text or the picture is beyond its bound.", nameof(link));
        }

        var description = new XmppElement("Description", Namespace) { [XmppElement.About] = link.Address };
        Add("title", OpenGraph, link.Title);
        Add("description", OpenGraph, link.Description);
        Add("url", OpenGraph, link.CanonicalAddress);
        Add("image", OpenGraph, link.Picture);
        Add("alt", OpenGraphImage, link.PictureDescription);
        Add("site_name", OpenGraph, link.SiteName);
        message.Element.Add(description);

        void Add(string name, string ns, string? text)
        {
            if (text is not null)
            {
                description.Add(new XmppElement(name, ns) { Text = text });
            }
        }
    }

    /// <summary>Whether a message may tell that: what receivers here would read as it is.</summary>
    /// <param name="link">What would be told.</param>
    /// <returns>Whether it may.</returns>
    public static bool IsAcceptable(LinkMetadata link) =>
        OutOfBand.Read(link.Address) is { } address
        && (link.CanonicalAddress is not { } canonical || PageMetadata.Canonical(address, OutOfBand.Read(canonical)) == canonical)
        && IsText(link.Title, PageMetadata.MaxTitle)
        && IsText(link.Description, PageMetadata.MaxDescription)
        && IsText(link.SiteName, PageMetadata.MaxTitle)
        && IsText(link.PictureDescription, PageMetadata.MaxTitle)
        && (link.Picture is null || FileThumbnail.TryParse(link.Picture) is not null);

    private static bool IsText(string? text, int max) => text is null || (text.Length is > 0 && PageMetadata.Clean(text, max) == text);

    private static LinkMetadata? Read(XmppElement description)
    {
        if (OutOfBand.Read(description[XmppElement.About]) is not { } address)
        {
            return null;
        }

        var link = new LinkMetadata(description[XmppElement.About]!)
        {
            Title = Text("title", OpenGraph, PageMetadata.MaxTitle),
            Description = Text("description", OpenGraph, PageMetadata.MaxDescription),
            SiteName = Text("site_name", OpenGraph, PageMetadata.MaxTitle),
            CanonicalAddress = PageMetadata.Canonical(address, OutOfBand.Read(description.Child("url", OpenGraph)?.Text)),
            Picture = description
                .Elements("image", OpenGraph)
                .Take(MaxLookedAt)
                .Select(image => FileThumbnail.TryParse(image.Text)?.DataUri)
                .FirstOrDefault(picture => picture is not null),
        };
        link = link with { PictureDescription = link.Picture is null ? null : Text("alt", OpenGraphImage, PageMetadata.MaxTitle) };
        return link is { Title: null, Description: null, Picture: null } ? null : link;

        string? Text(string name, string ns, int max) =>
            description.Child(name, ns)?.Text is { } text ? PageMetadata.Clean(text, max) : null;
    }
}
