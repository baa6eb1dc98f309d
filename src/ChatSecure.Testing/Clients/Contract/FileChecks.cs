// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Clients;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Testing.Stores.Contract;

namespace ChatSecure.Testing.Clients.Contract;

internal static class FileChecks
{
    private static readonly byte[] _content = [.. "The content of a file."u8];

    public static IReadOnlyList<ChatClientCheck> All { get; } =
    [
        new("A file arrives with what is said of it, and as it was", ArrivesAsync),
        new("A sticker is told from a picture by its pack", StickerAsync),
        new("A message of files alone needs no text", WithoutTextAsync),
        new("A file that can't be read is not sent, nor is one with an empty name", UnreadableAsync),
        new("A file that is not there can't be fetched", MissingAsync),
        new("How large a file may be is asked of the server", LimitAsync),
    ];

    private static async Task ArrivesAsync(ChatClientPair pair)
    {
        var file = Text("notes.txt") with { Description = "Notes", Duration = TimeSpan.FromSeconds(3), IsInline = true };
        var sent = await SendAsync(pair, new("Look") { Attachments = [file] }).ConfigureAwait(false);
        var heard = await ArrivedAsync(pair, sent).ConfigureAwait(false);
        var arrived = heard.Attachments[0];
        Expect.Equal(
            ("notes.txt", "text/plain", _content.Length, "Notes", TimeSpan.FromSeconds(3), true),
            (
                arrived.FileName!,
                arrived.MediaType!,
                (int)arrived.Size!.Value,
                arrived.Description!,
                arrived.Duration!.Value,
                arrived.IsInline
            ),
            "What is said of the file"
        );
        var fetched = await pair.Bob.Conversations.DownloadAsync(pair.AtBob(sent)).ConfigureAwait(false);
        Expect.True(fetched.MediaId is not null, "A file that was fetched is not here.");
        var stream = await pair.Bob.Conversations.OpenAttachmentAsync(pair.AtBob(sent)).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy).ConfigureAwait(false);
            Expect.Sequence(_content, copy.ToArray(), "The content");
        }
    }

    private static async Task StickerAsync(ChatClientPair pair)
    {
        var file = Text("thumbs-up") with { Description = "👍", IsInline = true, StickerPack = "Marsey" };
        var sent = await SendAsync(pair, new(string.Empty) { Attachments = [file] }).ConfigureAwait(false);
        var heard = await ArrivedAsync(pair, sent).ConfigureAwait(false);
        Expect.Equal(
            ("Marsey", "👍", true),
            (heard.Attachments[0].StickerPack!, heard.Attachments[0].Description!, heard.Attachments[0].IsInline),
            "What is said of the sticker"
        );
    }

    private static async Task WithoutTextAsync(ChatClientPair pair)
    {
        var sent = await SendAsync(pair, new(string.Empty) { Attachments = [Text("a.txt"), Text("b.txt")] }).ConfigureAwait(false);
        var heard = await ArrivedAsync(pair, sent).ConfigureAwait(false);
        Expect.Equal(string.Empty, heard.Body, "The text");
        Expect.Sequence(["a.txt", "b.txt"], heard.Attachments.Select(file => file.FileName), "The files");
    }

    private static async Task UnreadableAsync(ChatClientPair pair)
    {
        foreach (var file in new[] { new OutgoingAttachment(_ => throw new FileNotFoundException()), Text(string.Empty) })
        {
            await Expect
                .FailsAsync(
                    ErrorKind.InvalidInput,
                    () => pair.Alice.Conversations.SendAsync(pair.FromAlice(), new("Look") { Attachments = [file] }),
                    "A file that can't be sent"
                )
                .ConfigureAwait(false);
        }

        var page = await pair.Alice.Conversations.HistoryAsync(pair.FromAlice()).ConfigureAwait(false);
        Expect.Equal(0, page.Messages.Count, "What was stored of it");
    }

    private static async Task MissingAsync(ChatClientPair pair)
    {
        var sent = await pair.SayAsync("No file").ConfigureAwait(false);
        await Expect
            .FailsAsync(
                ErrorKind.InvalidInput,
                () => pair.Bob.Conversations.DownloadAsync(pair.AtBob(sent)),
                "Fetching a file of a message that has none"
            )
            .ConfigureAwait(false);
    }

    private static async Task LimitAsync(ChatClientPair pair)
    {
        var limit = await pair.Alice.Conversations.GetFileLimitAsync(pair.AliceAccount).ConfigureAwait(false);
        Expect.True(limit is null or > 0, "The server takes files of no size at all.");
        await pair.Alice.Accounts.DisconnectAsync(pair.AliceAccount).ConfigureAwait(false);
        await Expect
            .FailsAsync(
                ErrorKind.Disconnected,
                () => pair.Alice.Conversations.GetFileLimitAsync(pair.AliceAccount),
                "Asking for it while offline"
            )
            .ConfigureAwait(false);
    }

    private static OutgoingAttachment Text(string name) =>
        new(_ => ValueTask.FromResult<Stream>(new MemoryStream(_content))) { FileName = name, MediaType = "text/plain" };

    private static async Task<ChatMessage> SendAsync(ChatClientPair pair, OutgoingMessage message) =>
        (await pair.Alice.Conversations.SendAsync(pair.FromAlice(), message).ConfigureAwait(false)).Message;

    private static async Task<ChatMessage> ArrivedAsync(ChatClientPair pair, ChatMessage sent) =>
        (
            await pair.UntilAsync(pair.Bob, pair.AtBob(sent), message => message is not null, "The message did not come")
                .ConfigureAwait(false)
        )!;
}
