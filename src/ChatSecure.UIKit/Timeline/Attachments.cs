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

    public static ValueList<AttachmentRow> Of(ChatMessage message, string sender, Brand brand, TransferBook? transfers = null) =>
        [.. message.Attachments.Take(MaxShown).Select((file, index) => Of(message, file, index, sender, brand, transfers))];

    /// <summary>A file that stands for a whole message, on one line: what it is and how long it lasts; its name only where that is what tells it from others.</summary>
    public static string Preview(Attachment file, Brand brand)
    {
        var kind = KindOf(file);
        return file.StickerPack is not null ? brand.Text("attachment.sticker")
            : kind is AttachmentKind.File or AttachmentKind.Audio
                ? brand.Text("conversations.preview.file", ("name", DisplayText.FileName(file.FileName) ?? Word(kind, brand)))
            : DurationOf(file) is { } duration
                ? brand.Text("conversations.preview.lasting", ("kind", Word(kind, brand)), ("duration", duration))
            : Word(kind, brand);
    }

    /// <summary>The word for a sort of file.</summary>
    public static string Word(AttachmentKind kind, Brand brand) => brand.Text("attachment." + kind.ToString().ToLowerInvariant());

    public static AttachmentKind KindOf(string? mediaType) =>
        mediaType?.Split('/')[0].ToLowerInvariant() switch
        {
            "image" => AttachmentKind.Image,
            "video" => AttachmentKind.Video,
            "audio" => AttachmentKind.Audio,
            _ => AttachmentKind.File,
        };

    private static AttachmentKind KindOf(Attachment file) =>
        file is { IsInline: true, Duration: not null } && KindOf(file.MediaType) == AttachmentKind.Audio
            ? AttachmentKind.Voice
            : KindOf(file.MediaType);

    private static string? DurationOf(Attachment file) =>
        file.Duration is { } time && time >= TimeSpan.Zero ? TimeWords.Duration(time) : null;

    private static AttachmentRow Of(ChatMessage message, Attachment file, int index, string sender, Brand brand, TransferBook? transfers)
    {
        var kind = KindOf(file);
        var kindText = Word(kind, brand);
        var size = file.Size is { } bytes and >= 0 ? SizeWords.Of(bytes, brand) : string.Empty;
        var name = DisplayText.FileName(file.FileName) ?? kindText;
        var duration = DurationOf(file);
        var reference = new MessageRef(message.Conversation, message.Direction, message.Id);
        var percent = transfers?.Percent(reference, index);
        var state = State(message, file, percent, transfers?.HasFailed(reference, index) == true);
        var stateText = StateText(state, message, size, percent, brand);
        return new()
        {
            Index = index,
            Kind = kind,
            KindText = kindText,
            Name = name,
            SizeText = size,
            DurationText = duration,
            State = state,
            StateText = stateText,
            Percent = percent,
            Description = file.Description is { } text ? DisplayText.Line(text, MaxDescription) : null,
            MediaId = file.MediaId,
            AccessibleText = Sentences.Join(
                brand,
                brand.Text("accessibility.attachment", ("kind", kindText), ("name", sender), ("size", size)),
                name == kindText ? null : name,
                duration,
                state is AttachmentState.Moving or AttachmentState.Failed ? stateText : null,
                file.Description is { } said ? DisplayText.Line(said, MaxDescription) : null
            ),
        };
    }

    private static AttachmentState State(ChatMessage message, Attachment file, int? percent, bool hasFailed) =>
        percent is not null ? AttachmentState.Moving
        : hasFailed || message is { Direction: MessageDirection.Outgoing, State: DeliveryState.Failed } ? AttachmentState.Failed
        : file.MediaId is null ? AttachmentState.Elsewhere
        : AttachmentState.Here;

    private static string? StateText(AttachmentState state, ChatMessage message, string size, int? percent, Brand brand) =>
        state switch
        {
            AttachmentState.Moving => brand.Text(
                message.Direction == MessageDirection.Outgoing ? "attachment.uploading" : "attachment.downloading",
                ("percent", percent)
            ),
            AttachmentState.Failed => brand.Text("attachment.failed"),
            AttachmentState.Elsewhere => brand.Text("attachment.download", ("size", size)),
            _ => null,
        };
}
