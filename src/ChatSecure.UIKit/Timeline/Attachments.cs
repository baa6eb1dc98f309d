// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Words;

namespace ChatSecure.UIKit.Timeline;

/// <summary>Puts files into words.</summary>
internal static class Attachments
{
    private const int MaxShown = 32;
    private const int MaxDescription = 1000;

    public static ValueList<AttachmentRow> Of(ChatMessage message, string sender, Brand brand) =>
        [.. message.Attachments.Take(MaxShown).Select((file, index) => Of(file, index, sender, brand))];

    private static AttachmentRow Of(Attachment file, int index, string sender, Brand brand)
    {
        var kind = KindOf(file.MediaType);
        var kindText = brand.Text("attachment." + kind.ToString().ToLowerInvariant());
        var size = file.Size is { } bytes and >= 0 ? SizeWords.Of(bytes, brand) : string.Empty;
        var name = DisplayText.FileName(file.FileName) ?? kindText;
        return new()
        {
            Index = index,
            Kind = kind,
            KindText = kindText,
            Name = name,
            SizeText = size,
            Description = file.Description is { } text ? DisplayText.Line(text, MaxDescription) : null,
            MediaId = file.MediaId,
            AccessibleText = Sentences.Join(
                brand,
                brand.Text("accessibility.attachment", ("kind", kindText), ("name", sender), ("size", size)),
                name == kindText ? null : name,
                file.Description is { } said ? DisplayText.Line(said, MaxDescription) : null
            ),
        };
    }

    private static AttachmentKind KindOf(string? mediaType) =>
        mediaType?.Split('/')[0].ToLowerInvariant() switch
        {
            "image" => AttachmentKind.Image,
            "video" => AttachmentKind.Video,
            "audio" => AttachmentKind.Audio,
            _ => AttachmentKind.File,
        };
}
