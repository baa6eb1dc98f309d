// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;
using ChatSecure.Stores;
using static ChatSecure.Testing.Stores.Contract.Sample;

namespace ChatSecure.Testing.Stores.Contract;

internal static class RelationChecks
{
    private static readonly MessageRef _one = new(WithBob, MessageDirection.Incoming, new("1"));

    private static readonly LinkMetadata _link = new("https://example.org/c")
    {
        Title = "Tea",
        Description = "How to make it",
        SiteName = "Example",
        CanonicalAddress = "https://example.org/c/",
        Picture = "data:image/gif;base64,R0lGODlhAQABAA==",
        PictureDescription = "A cup",
    };

    public static IReadOnlyList<ContractCheck> All { get; } =
    [
        Check("An edit replaces the text, is found by its words and no longer by the old ones", EditAsync),
        Check("An edit that is older than the last one is ignored", OlderEditAsync),
        Check("A message that is taken back has no text, files or reactions any more and is changed by nothing", RetractAsync),
        Check("Of a message that a moderator took back is kept who did it and why", ModerateAsync),
        Check("A reaction replaces the same person's former one, unless it is older", ReactAsync),
        Check("An edit of a message that is not stored changes nothing", UnknownAsync),
        Check("Attachments come with their message and are replaced as a whole", AttachmentsAsync),
        Check("An edit leaves what is told of links that its text still has, and taking back leaves none", LinksAsync),
        Check("A message comes back with everything that it was stored with", WholeAsync),
    ];

    private static async Task EditAsync(IChatStore store)
    {
        await store.AddAsync(Incoming("1") with { Body = "wrong words" }).ConfigureAwait(false);
        var result = await store.CommitAsync(new(Alice) { Edits = [new(_one, Start.AddSeconds(1), "right ones")] }).ConfigureAwait(false);
        var expected = Incoming("1") with { Body = "right ones", EditedAt = Start.AddSeconds(1) };
        Expect.Sequence([expected], result.Updated, "What the edit changed");
        Expect.Sequence([expected], await store.HistoryAsync(WithBob).ConfigureAwait(false), "The history");
        Expect.Equal(0, (await store.Messages.SearchAsync(Alice, "wrong").ConfigureAwait(false)).Count, "Hits for an old word");
        Expect.Sequence([expected], await store.Messages.SearchAsync(Alice, "right").ConfigureAwait(false), "Hits for a new word");
    }

    private static async Task OlderEditAsync(IChatStore store)
    {
        await store.AddAsync(Incoming("1")).ConfigureAwait(false);
        await store.CommitAsync(new(Alice) { Edits = [new(_one, Start.AddSeconds(9), "new")] }).ConfigureAwait(false);
        var result = await store.CommitAsync(new(Alice) { Edits = [new(_one, Start.AddSeconds(5), "old")] }).ConfigureAwait(false);
        Expect.Equal(0, result.Updated.Count, "Changes by an older edit");
        Expect.Equal("new", (await store.HistoryAsync(WithBob).ConfigureAwait(false))[0].Body, "The text");
    }

    private static async Task RetractAsync(IChatStore store)
    {
        await store
            .AddAsync(Incoming("1") with { Attachments = [new() { FileName = "secret.pdf" }], Reactions = [new(Bob, ["👍"], Start)] })
            .ConfigureAwait(false);
        await store.CommitAsync(new(Alice) { Edits = [new(_one, Start, null)] }).ConfigureAwait(false);
        var expected = Incoming("1") with { Body = null, RetractedAt = Start };
        var result = await store
            .CommitAsync(
                new(Alice)
                {
                    Edits = [new(_one, Start.AddSeconds(9), "again"), new(_one, Start.AddSeconds(9), null)],
                    Reactions = [new(_one, new(Bob, ["👍"], Start.AddSeconds(9)))],
                    Attachments = [new(_one, [new() { FileName = "other.pdf" }])],
                }
            )
            .ConfigureAwait(false);
        Expect.Equal(0, result.Updated.Count, "Changes of a message that was taken back");
        Expect.Sequence([expected], await store.HistoryAsync(WithBob).ConfigureAwait(false), "The history");
        foreach (var word in new[] { "text", "secret" })
        {
            Expect.Equal(0, (await store.Messages.SearchAsync(Alice, word).ConfigureAwait(false)).Count, $"Hits for <{word}>");
        }
    }

    private static async Task ModerateAsync(IChatStore store)
    {
        await store.AddAsync(Incoming("1")).ConfigureAwait(false);
        var moderation = new Moderation
        {
            Nick = "Boss",
            Address = Carol,
            Reason = "Spam",
        };
        await store.CommitAsync(new(Alice) { Edits = [new(_one, Start, null) { Moderation = moderation }] }).ConfigureAwait(false);
        await store
            .CommitAsync(new(Alice) { Edits = [new(_one, Start.AddSeconds(1), null) { Moderation = new() { Nick = "Other" } }] })
            .ConfigureAwait(false);
        var expected = Incoming("1") with { Body = null, RetractedAt = Start, Moderation = moderation };
        Expect.Sequence([expected], await store.HistoryAsync(WithBob).ConfigureAwait(false), "The history");
    }

    private static async Task ReactAsync(IChatStore store)
    {
        await store.AddAsync(Incoming("1")).ConfigureAwait(false);
        await ReactAsync(new(Bob, ["👍"], Start)).ConfigureAwait(false);
        await ReactAsync(new(Carol, ["🎉", "❤"], Start.AddSeconds(1))).ConfigureAwait(false);
        await ReactAsync(new(Bob, ["👎"], Start.AddSeconds(2))).ConfigureAwait(false);
        await ReactAsync(new(Bob, ["🐢"], Start.AddSeconds(1))).ConfigureAwait(false);
        var message = (await store.HistoryAsync(WithBob).ConfigureAwait(false))[0];
        Expect.Sequence(
            [new(Carol, ["🎉", "❤"], Start.AddSeconds(1)), new(Bob, ["👎"], Start.AddSeconds(2))],
            message.Reactions,
            "The reactions"
        );
        await ReactAsync(new(Carol, [], Start.AddSeconds(3))).ConfigureAwait(false);
        message = (await store.HistoryAsync(WithBob).ConfigureAwait(false))[0];
        Expect.Sequence([Bob], message.Reactions.Select(reaction => reaction.From), "Who reacts after one took it back");

        async Task ReactAsync(Reaction reaction) =>
            await store.CommitAsync(new(Alice) { Reactions = [new(_one, reaction)] }).ConfigureAwait(false);
    }

    private static async Task UnknownAsync(IChatStore store)
    {
        var result = await store
            .CommitAsync(
                new(Alice)
                {
                    Edits = [new(_one, Start, "text")],
                    Reactions = [new(_one, new(Bob, ["👍"], Start))],
                    DeletedMessages = [_one],
                }
            )
            .ConfigureAwait(false);
        Expect.Equal(0, result.Updated.Count, "Changes of an unknown message");
        Expect.Equal(0, (await store.Conversations.ListAsync(Alice).ConfigureAwait(false)).Count, "Conversations that came into being");
    }

    private static async Task AttachmentsAsync(IChatStore store)
    {
        var file = new Attachment
        {
            FileName = "Übersicht 2030.pdf",
            MediaType = "application/pdf",
            Size = 5,
            Description = "what it shows",
            Source = "https://example.org/x",
        };
        await store.AddAsync(Incoming("1") with { Body = null, Attachments = [file] }).ConfigureAwait(false);
        var found = await store.Messages.SearchAsync(Alice, "ubersicht").ConfigureAwait(false);
        Expect.Sequence([file], found.SelectMany(message => message.Attachments), "The files of a message found by a file's name");
        var here = file with { MediaId = "0123456789abcdef0123456789abcdef" };
        var result = await store.CommitAsync(new(Alice) { Attachments = [new(_one, [here])] }).ConfigureAwait(false);
        Expect.Sequence([here], result.Updated.SelectMany(message => message.Attachments), "The changed files");
        result = await store.CommitAsync(new(Alice) { Attachments = [new(_one, [here])] }).ConfigureAwait(false);
        Expect.Equal(0, result.Updated.Count, "Changes by the same files again");
    }

    private static async Task LinksAsync(IChatStore store)
    {
        await store
            .AddAsync(Incoming("1") with { Body = $"{_link.Address} a", Links = [_link, new("https://example.org/d")] })
            .ConfigureAwait(false);
        var text = $"See {_link.Address}";
        var result = await store.CommitAsync(new(Alice) { Edits = [new(_one, Start.AddSeconds(1), text)] }).ConfigureAwait(false);
        Expect.Sequence([_link], result.Updated.SelectMany(message => message.Links), "What is told of a link that stayed");
        await store.CommitAsync(new(Alice) { Edits = [new(_one, Start.AddSeconds(2), null)] }).ConfigureAwait(false);
        Expect.Equal(0, (await store.HistoryAsync(WithBob).ConfigureAwait(false))[0].Links.Count, "What is told in a message taken back");
    }

    private static async Task WholeAsync(IChatStore store)
    {
        var message = Incoming("1") with
        {
            SenderName = "Bobby",
            OccupantId = "occupant",
            Attachments = [new() { FileName = "a.png" }, new() { Source = "https://example.org/b" }],
            Links = [_link, new("https://example.org/d")],
            Reactions = [new(Carol, ["👍"], Start)],
            EditedAt = Start.AddMinutes(1),
            ExpiresAt = Start.AddYears(1000),
            Moderation = new() { Nick = "Boss", Reason = "Spam" },
        };
        await store.AddAsync(message).ConfigureAwait(false);
        Expect.Sequence([message], await store.HistoryAsync(WithBob).ConfigureAwait(false), "The message");
    }
}
