// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Core;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Network.Xeps.Files;
using ChatSecure.Testing.Stores;

namespace ChatSecure.Architecture.Tests.Documentation;

/// <summary>What docs/guides/messages.md shows, run as far as that goes without a server.</summary>
public sealed class MessageGuideTests
{
    private static readonly ConversationId conversation = new(Jid.Parse("alice@example.test"), Jid.Parse("bob@example.test"));

    [Fact]
    public async Task What_is_done_to_messages_needs_a_message()
    {
        await using var client = new ChatClient(new InMemoryChatStoreFactory());
        await client.StartAsync(TestContext.Current.CancellationToken);
        var ours = new MessageRef(conversation, MessageDirection.Outgoing, new("ours"));
        var theirs = new MessageRef(conversation, MessageDirection.Incoming, new("theirs"));
        var failure = await Assert.ThrowsAsync<ChatSecureException>(ActAsync);
        Assert.Equal("no-such-message", failure.Condition);

        async Task ActAsync()
        {
            #region acts
            var chat = client.Conversations;
            await chat.EditAsync(conversation, ours.Id, "The marmalade is at the café."); // here at once, at the others' when they can be reached
            await chat.ReactAsync(theirs, ["👍", "🎉"]); // all of our reactions to it; an empty list takes them back
            await chat.SendAsync(conversation, new OutgoingMessage("Which one?") { ReplyTo = theirs.Id });
            await chat.RetractAsync(conversation, ours.Id); // a wish: apps of others may keep what they have
            #endregion
        }
    }

    [Fact]
    public async Task Links_are_asked_when_a_person_wants_it()
    {
        await using var client = new ChatClient(new InMemoryChatStoreFactory());
        await client.StartAsync(TestContext.Current.CancellationToken);
        var chat = client.Conversations;
        var account = conversation.Account;
        var failure = await Assert.ThrowsAsync<ChatSecureException>(AskAsync);

        // There is no such account in an empty profile.
        Assert.Equal(ErrorKind.InvalidInput, failure.Kind);

        async Task AskAsync()
        {
            #region links
            var about = await chat.FetchLinkAsync(account, new Uri("https://example.org/marmalade")); // only now, and only this one
            Console.WriteLine($"{about.Address}: {about.Title}"); // where it leads stands first: the rest is the page's claim
            await chat.SendAsync(conversation, new OutgoingMessage("See https://example.org/marmalade") { Links = [about] });
            #endregion
        }
    }

    [Fact]
    public async Task Files_go_out_and_come_in()
    {
        await using var client = new ChatClient(new InMemoryChatStoreFactory());
        await client.StartAsync(TestContext.Current.CancellationToken);
        var chat = client.Conversations;
        var path = Path.GetTempFileName();
        var failure = await Assert.ThrowsAsync<ChatSecureException>(SendAsync);
        File.Delete(path);

        // There is no such account in an empty profile.
        Assert.Equal(ErrorKind.InvalidInput, failure.Kind);

        async Task SendAsync()
        {
            #region send-file
            var picture = OutgoingAttachment.FromFile(path) with { Description = "Three jars", Width = 640, Height = 480, IsInline = true };
            var sent = await chat.SendAsync(conversation, new OutgoingMessage("Look!") { Attachments = [picture] });
            #endregion
            Assert.NotEmpty(sent.Message.Attachments);
        }

        var reference = new MessageRef(conversation, MessageDirection.Incoming, new("theirs"));
        var message = new ChatMessage
        {
            Conversation = conversation,
            Id = reference.Id,
            From = conversation.Peer,
            Direction = reference.Direction,
            Timestamp = DateTimeOffset.UnixEpoch,
            Attachments = [new() { FileName = "../jars.png", Size = 5 }],
        };
        var target = new MemoryStream();
        Assert.Equal("no-such-file", (await Assert.ThrowsAsync<ChatSecureException>(SaveAsync)).Condition);
        Assert.Equal(0, target.Length);

        async Task SaveAsync()
        {
            #region get-file
            if (message.Attachments is [{ MediaId: null } file, ..])
            {
                Console.WriteLine($"{SafeFileName.From(file.FileName)}, {file.Size} bytes"); // as its sender says
                await using var content = await chat.OpenAttachmentAsync(reference, index: 0); // fetched, decrypted, verified
                await content.CopyToAsync(target);
            }
            #endregion
        }
    }
}
