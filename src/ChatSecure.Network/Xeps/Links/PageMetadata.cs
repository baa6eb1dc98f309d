// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Net;
using System.Text;
using System.Xml;
using ChatSecure.Messaging;
using ChatSecure.Network.Xeps.Payloads;

namespace ChatSecure.Network.Xeps.Links;

/// <summary>What the head of a page says of it: Open Graph first, then what others say in its place, then plain HTML.</summary>
internal static class PageMetadata
{
    public const int MaxTitle = 255;
    public const int MaxDescription = 1024;

    // So much of an attribute is looked at, so that its character references cost no more.
    private const int MaxLookedAt = 8192;

    /// <param name="link">The link.</param>
    /// <param name="page">Where it led.</param>
    /// <param name="html">The page.</param>
    /// <returns>What is said of it, without the picture, and where that is; null if nothing is.</returns>
    public static (LinkMetadata About, Uri? Picture)? Read(Uri link, Uri page, string html)
    {
        var said = Collect(html);
        var about = new LinkMetadata(link.OriginalString)
        {
            Title = Text(MaxTitle, "og:title", "twitter:title", "title"),
            Description = Text(MaxDescription, "og:description", "twitter:description", "description"),
            SiteName = Text(MaxTitle, "og:site_name", "application-name"),
            PictureDescription = Text(MaxTitle, "og:image:alt", "twitter:image:alt"),
            CanonicalAddress = Canonical(page, Address("og:url", "canonical")),
        };
        return about.Title is null && about.Description is null
            ? null
            : (about, Address("og:image:secure_url", "og:image", "og:image:url", "twitter:image"));

        string? Text(int max, params ReadOnlySpan<string> names) => Say(names) is { } text ? Clean(text, max) : null;

        Uri? Address(params ReadOnlySpan<string> names) =>
            Say(names) is { } text && Uri.TryCreate(page, text.Trim(), out var address) ? Files.OutOfBand.Read(address.AbsoluteUri) : null;

        string? Say(ReadOnlySpan<string> names)
        {
            foreach (var name in names)
            {
                if (said.TryGetValue(name, out var text))
                {
                    return text;
                }
            }

            return null;
        }
    }

    /// <summary>An address that may stand for a page: only its own site can say so, for else it could pass for another.</summary>
    public static string? Canonical(Uri page, Uri? claimed) =>
        claimed is not null && (IsWithin(page, claimed) || IsWithin(claimed, page)) ? claimed.AbsoluteUri : null;

    /// <summary>A text on one line, without what is not text, cut to a length.</summary>
    /// <returns>Null if nothing is left.</returns>
    public static string? Clean(string text, int max)
    {
        var clean = new StringBuilder(Math.Min(text.Length, max));
        var isSpace = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
            {
                isSpace = clean.Length > 0;
                continue;
            }

            if (rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value))
            {
                continue;
            }

            clean.Append(isSpace ? " " : string.Empty).Append(rune);
            isSpace = false;
            if (clean.Length > max)
            {
                return CodePoints.Cut(clean.ToString(), max);
            }
        }

        return clean.Length == 0 ? null : clean.ToString();
    }

    private static bool IsWithin(Uri host, Uri domain) => HostNames.IsWithin(host.IdnHost, domain.IdnHost);

    private static Dictionary<string, string> Collect(string html)
    {
        var said = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var head = new HtmlHead(html);
        while (head.Next() is { } tag)
        {
            var (name, text) = tag.Name switch
            {
                "title" => ("title", tag.Text),
                "meta" => (tag.Attributes.GetValueOrDefault("property") ?? tag.Attributes.GetValueOrDefault("name"), Of(tag, "content")),
                "link" when "canonical".Equals(Of(tag, "rel"), StringComparison.OrdinalIgnoreCase) => ("canonical", Of(tag, "href")),
                _ => (null, null),
            };
            if (name is not null && !string.IsNullOrWhiteSpace(text))
            {
                said.TryAdd(name.Trim(), WebUtility.HtmlDecode(text.Length > MaxLookedAt ? text[..MaxLookedAt] : text));
            }
        }

        return said;
    }

    private static string? Of(HtmlTag tag, string attribute) => tag.Attributes.GetValueOrDefault(attribute);
}
