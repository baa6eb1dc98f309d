// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Clients;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Testing.Stores.Contract;

namespace ChatSecure.Testing.Clients.Contract;

/// <summary>What is done to messages.</summary>
internal static class ActChecks
{
    public static IReadOnlyList<ChatClientCheck> All { get; } =
    [
        new("An edit changes the text here at once and at the other's, and stays one message", EditAsync),
        new("What is taken back is gone on both sides, and can't be edited any more", RetractAsync),
        new("Reactions come and go, one set a person", ReactAsync),
        new("What waits can be stopped: a message stays as failed, what was done to one is undone", StopAsync),
        new("Nobody edits what somebody else wrote", StrangerAsync),
    ];

    private static async Task EditAsync(ChatClientPair pair)
    {
        var sent = await pair.SayAsync("Helo").ConfigureAwait(false);
        await pair.Alice.Conversations.EditAsync(pair.FromAlice(), sent.Id, "Hello").ConfigureAwait(false);
        var own = await pair.Alice.Conversations.FindAsync(pair.AtAlice(sent)).ConfigureAwait(false);
        Expect.Equal("Hello", own!.Body, "The text where it was edited");
        var edited = await pair.UntilAsync(pair.Bob, pair.AtBob(sent), message => message?.Body == "Hello", "No edit came")
            .ConfigureAwait(false);
        Expect.True(edited!.EditedAt is not null, "An edited message does not say so.");
        var page = await pair.Bob.Conversations.HistoryAsync(pair.FromBob()).ConfigureAwait(false);
        Expect.Equal(1, page.Messages.Count, "How many messages there are");
    }

    private static async Task RetractAsync(ChatClientPair pair)
    {
        var sent = await pair.SayAsync("oops").ConfigureAwait(false);
        await pair.Alice.Conversations.RetractAsync(pair.FromAlice(), sent.Id).ConfigureAwait(false);
        var gone = await pair.UntilAsync(pair.Bob, pair.AtBob(sent), message => message?.RetractedAt is not null, "It was not taken back")
            .ConfigureAwait(false);
        Expect.Equal(null, gone!.Body, "The text of what was taken back");
        await Expect
            .FailsAsync(
                ErrorKind.InvalidInput,
                () => pair.Alice.Conversations.EditAsync(pair.FromAlice(), sent.Id, "again"),
                "Editing what was taken back"
            )
            .ConfigureAwait(false);
    }

    private static async Task ReactAsync(ChatClientPair pair)
    {
        var sent = await pair.SayAsync("Nice").ConfigureAwait(false);
        await pair.Bob.Conversations.ReactAsync(pair.AtBob(sent), ["👍", "🎉"]).ConfigureAwait(false);
        var liked = await pair.UntilAsync(pair.Alice, pair.AtAlice(sent), message => message?.Reactions.Count == 1, "No reaction came")
            .ConfigureAwait(false);
        Expect.Equal(pair.BobAccount, liked!.Reactions[0].From.Bare, "Who reacted");
        Expect.Sequence(["👍", "🎉"], liked.Reactions[0].Emojis, "What with");
        await pair.Bob.Conversations.ReactAsync(pair.AtBob(sent), []).ConfigureAwait(false);
        await pair.UntilAsync(pair.Alice, pair.AtAlice(sent), message => message?.Reactions.Count == 0, "The reaction stayed")
            .ConfigureAwait(false);
    }

    private static async Task StopAsync(ChatClientPair pair)
    {
        var chat = pair.Alice.Conversations;
        var sent = await pair.SayAsync("Helo").ConfigureAwait(false);
        await pair.UntilAsync(pair.Bob, pair.AtBob(sent), message => message is not null, "The message did not come").ConfigureAwait(false);
        await pair.Alice.Accounts.DisconnectAsync(pair.AliceAccount).ConfigureAwait(false);
        var waiting = await chat.SendAsync(pair.FromAlice(), new("never mind")).ConfigureAwait(false);
        await chat.EditAsync(pair.FromAlice(), sent.Id, "Hello").ConfigureAwait(false);
        var edit = (await chat.UnsentActsAsync(pair.FromAlice()).ConfigureAwait(false))[0];
        Expect.Equal((MessageActKind.Edit, DeliveryState.Queued), (edit.Kind, edit.State), "What waits");
        foreach (var id in new[] { edit.Id, waiting.Message.Id })
        {
            Expect.True(await chat.CancelAsync(pair.FromAlice(), id).ConfigureAwait(false), "What waits can't be stopped.");
            Expect.True(!await chat.CancelAsync(pair.FromAlice(), id).ConfigureAwait(false), "What was stopped is stopped again.");
        }

        Expect.Equal("Helo", (await chat.FindAsync(pair.AtAlice(sent)).ConfigureAwait(false))!.Body, "The text after its edit was stopped");
        var stopped = (await chat.FindAsync(pair.AtAlice(waiting.Message)).ConfigureAwait(false))!;
        Expect.Equal((DeliveryState.Failed, "cancelled"), (stopped.State, stopped.FailureReason), "What became of the message");
        Expect.Equal(0, (await chat.UnsentActsAsync(pair.FromAlice()).ConfigureAwait(false)).Count, "What still waits");
        await pair.Alice.Accounts.ConnectAsync(pair.AliceAccount).ConfigureAwait(false);
        await pair.SayAsync("after").ConfigureAwait(false);
        var kept = await pair.Bob.Conversations.HistoryAsync(pair.FromBob()).ConfigureAwait(false);
        Expect.Sequence(["Helo"], kept.Messages.Where(message => message.Body != "after").Select(message => message.Body), "What came");
    }

    private static async Task StrangerAsync(ChatClientPair pair)
    {
        var sent = await pair.SayAsync("mine").ConfigureAwait(false);
        await Expect
            .FailsAsync(
                ErrorKind.InvalidInput,
                () => pair.Bob.Conversations.EditAsync(pair.FromBob(), sent.Id, "yours"),
                "Editing what somebody else wrote"
            )
            .ConfigureAwait(false);
        var still = await pair.Bob.Conversations.FindAsync(pair.AtBob(sent)).ConfigureAwait(false);
        Expect.Equal("mine", still!.Body, "The text");
    }
}
