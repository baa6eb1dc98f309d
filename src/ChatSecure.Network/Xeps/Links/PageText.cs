// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;

namespace ChatSecure.Network.Xeps.Links;

/// <summary>A page's bytes as text: by the mark at their beginning, what HTTP says, or what the page says of itself within its first kilobyte, in that order; else
/// UTF-8. What the bytes don't mean in that encoding becomes U+FFFD.</summary>
internal static class PageText
{
    private const int LookedAt = 1024;

    public static string Read(ReadOnlySpan<byte> page, string? charset)
    {
        if (page.StartsWith("\uFEFF"u8))
        {
            return Encoding.UTF8.GetString(page[3..]);
        }

        if (page is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            return (page[0] == 0xFF ? Encoding.Unicode : Encoding.BigEndianUnicode).GetString(page[2..]);
        }

        return (Find(charset) ?? FindInside(page[..Math.Min(page.Length, LookedAt)]) ?? Encoding.UTF8).GetString(page);
    }

    // A page that says in ASCII that it is UTF-16 is not (HTML standard, "prescan a byte stream").
    private static Encoding? FindInside(ReadOnlySpan<byte> start)
    {
        var head = new HtmlHead(Encoding.Latin1.GetString(start));
        while (head.Next() is { } tag)
        {
            if (tag.Name == "meta" && (tag.Attributes.GetValueOrDefault("charset") ?? CharsetOf(tag)) is { } name)
            {
                return Find(name) is { } encoding && !encoding.WebName.StartsWith("utf-16", StringComparison.Ordinal) ? encoding : null;
            }
        }

        return null;
    }

    private static string? CharsetOf(HtmlTag meta)
    {
        const string Mark = "charset=";
        return
            "content-type".Equals(meta.Attributes.GetValueOrDefault("http-equiv"), StringComparison.OrdinalIgnoreCase)
            && meta.Attributes.GetValueOrDefault("content") is { } content
            && content.IndexOf(Mark, StringComparison.OrdinalIgnoreCase) is >= 0 and var at
            ? content[(at + Mark.Length)..].Split(';')[0]
            : null;
    }

    private static Encoding? Find(string? name)
    {
        // As the Encoding Standard has it: Latin-1 and ASCII are read as what Windows makes of them.
        var label = name?.Trim(' ', '\t', '\n', '\f', '\r', '"', '\'').ToLowerInvariant();
        label = label is "iso-8859-1" or "latin1" or "us-ascii" or "ascii" ? "windows-1252" : label;
        try
        {
            return label is null or "" ? null
                : label is "utf-8" or "utf8" ? Encoding.UTF8
                : label is "utf-16" or "utf-16le" ? Encoding.Unicode
                : label is "utf-16be" ? Encoding.BigEndianUnicode
                : CodePagesEncodingProvider.Instance.GetEncoding(label);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
