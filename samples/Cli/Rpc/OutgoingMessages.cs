// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Cli.Hosting;
using ChatSecure.Clients;
using ChatSecure.Encryption;

namespace ChatSecure.Cli.Rpc;

/// <summary>A message to send, as a request says it.</summary>
internal static class OutgoingMessages
{
    public static OutgoingMessage Read(RpcParams parameters, Session session)
    {
        OutgoingAttachment[] files =
        [
            .. parameters.StringsOrObjects("attachments").Select(file => File(file.Text, file.Parameters, session)),
        ];
        return new OutgoingMessage(
            files.Length > 0 ? parameters.OptionalString("body") ?? string.Empty : parameters.String("body"),
            parameters.OptionalEnum<EncryptionChoice>("encryption") ?? EncryptionChoice.Auto
        )
        {
            Replaces = parameters.OptionalMessageId("replaces"),
            ReplyTo = parameters.OptionalMessageId("replyTo"),
            Attachments = [.. files],
            Links = [.. parameters.Links("links")],
        };
    }

    // A path alone, or an object with what is told of the file.
    private static OutgoingAttachment File(string? path, RpcParams told, Session session)
    {
        var file = Attachments.FromFile(path ?? told.String("file"), session);
        return path is not null
            ? file
            : file with
            {
                FileName = told.OptionalString("name") ?? file.FileName,
                MediaType = told.OptionalString("mediaType"),
                Description = told.OptionalString("description"),
                Width = told.OptionalCount("width", Attachments.MaxPixels),
                Height = told.OptionalCount("height", Attachments.MaxPixels),
                Duration = told.OptionalDuration("seconds", Attachments.MaxSeconds),
                StickerPack = told.OptionalString("stickerPack"),
                IsInline = told.Flag("inline"),
            };
    }
}
