// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Clients;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Testing.Stores.Contract;

namespace ChatSecure.Testing.Clients.Contract;

internal static class LinkChecks
{
    private const string Address = "https://example.test/tea";

    // A GIF of one pixel.
    private const string Picture = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";

    private static readonly LinkMetadata _tea = new(Address)
    {
        Title = "Tea",
        Description = "How to make it",
        SiteName = "Example",
        CanonicalAddress = "https://example.test/tea/",
        Picture = Picture,
        PictureDescription = "A cup",
    };

    public static IReadOnlyList<ChatClientCheck> All { get; } =
    [
        new("What the sender tells of a link arrives with the message", ArrivesAsync),
        new("An edit leaves what is told of links that its text still has, and no other", EditAsync),
        new("A message tells only of links in its text, few, and nothing that nobody would read", RefusedAsync),
        new("A link that is not https or leads to no public host is not asked", NotPublicAsync),
        new("Who does not want links to be asked has none asked", SwitchAsync),
    ];

    private static async Task ArrivesAsync(ChatClientPair pair)
    {
        var sent = await SendAsync(pair, $"Look: {Address}").ConfigureAwait(false);
        Expect.Sequence([_tea], sent.Links, "What the message tells of its link here");
        var heard = await ArrivedAsync(pair, sent, message => message is not null).ConfigureAwait(false);
        Expect.Sequence([_tea], heard.Links, "What it tells there");
        Expect.Equal($"Look: {Address}", heard.Body, "The text");
    }

    private static async Task EditAsync(ChatClientPair pair)
    {
        var sent = await SendAsync(pair, $"Look: {Address}").ConfigureAwait(false);
        await pair.Alice.Conversations.EditAsync(pair.FromAlice(), sent.Id, $"See {Address}").ConfigureAwait(false);
        var heard = await ArrivedAsync(pair, sent, message => message?.Body == $"See {Address}").ConfigureAwait(false);
        Expect.Sequence([_tea], heard.Links, "What is told of a link that stayed");
        await pair.Alice.Conversations.EditAsync(pair.FromAlice(), sent.Id, "Never mind").ConfigureAwait(false);
        heard = await ArrivedAsync(pair, sent, message => message?.Body == "Never mind").ConfigureAwait(false);
        Expect.Equal(0, heard.Links.Count, "What is told of a link that is gone");
    }

    private static async Task RefusedAsync(ChatClientPair pair)
    {
        LinkMetadata[][] bad =
        [
            [_tea with { Address = "https://example.test/coffee" }],
            [_tea with { Address = "http://example.test/tea" }],
            [_tea with { Title = new string('x', 256) }],
            [_tea with { CanonicalAddress = "https://other.test/" }],
            [_tea, _tea, _tea, _tea, _tea],
        ];
        foreach (var links in bad)
        {
            await Expect
                .FailsAsync(
                    ErrorKind.InvalidInput,
                    () =>
                        pair.Alice.Conversations.SendAsync(
                            pair.FromAlice(),
                            new($"{Address} http://example.test/tea") { Links = [.. links] }
                        ),
                    "Telling what can't be told of a link"
                )
                .ConfigureAwait(false);
        }

        var page = await pair.Alice.Conversations.HistoryAsync(pair.FromAlice()).ConfigureAwait(false);
        Expect.Equal(0, page.Messages.Count, "What was stored of it");
    }

    private static async Task NotPublicAsync(ChatClientPair pair)
    {
        foreach (
            var link in new[] { "http://example.test/", "https://127.0.0.1/", "https://[::1]/", "https://192.168.1.1/", "https://router/" }
        )
        {
            await Expect
                .FailsAsync(
                    ErrorKind.InsecureConnection,
                    () => pair.Alice.Conversations.FetchLinkAsync(pair.AliceAccount, new(link)),
                    "Asking what is not public"
                )
                .ConfigureAwait(false);
        }
    }

    private static async Task SwitchAsync(ChatClientPair pair)
    {
        var settings = await pair.Alice.Privacy.GetAsync(pair.AliceAccount).ConfigureAwait(false);
        await pair.Alice.Privacy.SetAsync(pair.AliceAccount, settings with { LinkPreviews = false }).ConfigureAwait(false);
        await Expect
            .FailsAsync(
                ErrorKind.NotSupported,
                () => pair.Alice.Conversations.FetchLinkAsync(pair.AliceAccount, new("https://127.0.0.1/")),
                "Asking against the person's will"
            )
            .ConfigureAwait(false);
    }

    private static async Task<ChatMessage> SendAsync(ChatClientPair pair, string text) =>
        (
            await pair.Alice.Conversations.SendAsync(pair.FromAlice(), new OutgoingMessage(text) { Links = [_tea] }).ConfigureAwait(false)
        ).Message;

    private static async Task<ChatMessage> ArrivedAsync(ChatClientPair pair, ChatMessage sent, Func<ChatMessage?, bool> condition) =>
        (await pair.UntilAsync(pair.Bob, pair.AtBob(sent), condition, "The message did not come").ConfigureAwait(false))!;
}
