// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Words;

namespace ChatSecure.UIKit.Timeline;

/// <summary>What is known of the links in messages: what their senders say, and what a person had fetched while the timeline is shown. On the UI thread.</summary>
internal sealed class LinkPreviews
{
    private const int Max = 100;
    private const int MaxTitle = 200;
    private const int MaxDescription = 400;
    private const string PictureBeginning = "base64,";

    private readonly Dictionary<(MessageRef Message, string Address), LinkMetadata?> _asked = [];

    /// <summary>A page is being asked.</summary>
    public void Start(MessageRef message, string address)
    {
        if (_asked.Count >= Max)
        {
            _asked.Clear();
        }

        _asked[(message, address)] = null;
    }

    /// <summary>What it told; null if nothing.</summary>
    public void Finish(MessageRef message, string address, LinkMetadata? told)
    {
        if (told is null)
        {
            _asked.Remove((message, address));
        }
        else
        {
            _asked[(message, address)] = told;
        }
    }

    public ValueList<LinkPreviewRow> Of(ChatMessage message, string sender, Brand brand)
    {
        if (message.RetractedAt is not null)
        {
            return [];
        }

        var reference = new MessageRef(message.Conversation, message.Direction, message.Id);
        var asked = _asked.Where(entry => entry.Key.Message == reference).ToList();
        var told = message.Links.Take(LinkMetadata.MaxInMessage).Where(link => asked.All(entry => entry.Key.Address != link.Address));
        return
        [
            .. told.Select(link => Row(link, brand, brand.Text("message.preview.told", ("name", sender)))),
            .. asked.Select(entry => entry.Value is { } page ? Row(page, brand, source: null) : Waiting(entry.Key.Address, brand)),
        ];
    }

    private static LinkPreviewRow Row(LinkMetadata page, Brand brand, string? source)
    {
        var host = HostOf(page.Address);
        var title = Line(page.Title, MaxTitle);
        return new()
        {
            Address = page.Address,
            Host = host,
            Title = title,
            Description = Line(page.Description, MaxDescription),
            Picture = Picture(page.Picture),
            PictureText = Line(page.PictureDescription, MaxTitle),
            SourceText = source,
            AccessibleText = Sentences.Join(brand, host, title, source),
        };
    }

    private static LinkPreviewRow Waiting(string address, Brand brand)
    {
        var progress = brand.Text("message.preview.asking", ("host", HostOf(address)));
        return new()
        {
            Address = address,
            Host = HostOf(address),
            ProgressText = progress,
            AccessibleText = progress,
        };
    }

    private static string HostOf(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri.IdnHost : string.Empty;

    private static string? Line(string? text, int max) =>
        text is null || DisplayText.Line(text, max) is not { Length: > 0 } line ? null : line;

    // The engine has bounded it; what it is, whoever draws it finds out by its bytes.
    private static ValueList<byte>? Picture(string? address)
    {
        var at = address?.IndexOf(PictureBeginning, StringComparison.Ordinal) ?? -1;
        if (at < 0)
        {
            return null;
        }

        try
        {
            return [.. Convert.FromBase64String(address![(at + PictureBeginning.Length)..])];
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
