// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Cli.Hosting;
using ChatSecure.Cli.Tests.Fakes;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Stores;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using NSubstitute.ExceptionExtensions;
using static ChatSecure.Cli.Tests.Fakes.Samples;

namespace ChatSecure.Cli.Tests;

/// <summary>The conversation list, drafts and forwarding, on the command line and by JSON-RPC.</summary>
public sealed class ConversationCommandTests
{
    private static readonly ConversationId _conversation = new(Alice, Bob);
    private static readonly ConversationSummary _summary = new()
    {
        Id = _conversation,
        Name = "Bob\u001b[2J",
        LastMessage = Incoming(),
        UnreadCount = 2,
        IsMarkedUnread = true,
        EverEncrypted = true,
        IsPinned = true,
        MutedUntil = Noon,
        Draft = "well,\nthen",
    };

    private readonly FakeChatClient _client = FakeChatClient.With("alice@example.org");

    private Task<ExitCode> RunAsync(params string[] arguments) =>
        new CliRun(_client) { Time = new FakeTimeProvider(Noon - TimeSpan.FromHours(1)) }.RunAsync(arguments);

    [Fact]
    public async Task Conversations_are_listed_for_people_and_programs()
    {
        _client.Conversations.ListAsync(Alice, 200, Arg.Any<CancellationToken>()).Returns([_summary]);
        _client
            .Conversations.ListArchivedAsync(Alice, 5, Arg.Any<CancellationToken>())
            .Returns([_summary with { LastMessage = null, MutedUntil = DateTimeOffset.MaxValue, Draft = null, IsArchived = true }]);

        var people = new CliRun(_client) { Time = new FakeTimeProvider(Noon - TimeSpan.FromHours(1)) };
        Assert.Equal(ExitCode.Done, await people.RunAsync("conversations"));
        var line = Assert.Single(people.OutputLines);
        Assert.DoesNotContain('\u001b', line);
        Assert.Contains("<bob@example.net>", line, StringComparison.Ordinal);
        Assert.Contains("2 unread messages", line, StringComparison.Ordinal);
        Assert.Contains("Marked as unread", line, StringComparison.Ordinal);
        Assert.Contains("Muted until", line, StringComparison.Ordinal);
        Assert.Contains("Draft: well,", line, StringComparison.Ordinal);

        var program = new CliRun(_client);
        Assert.Equal(ExitCode.Done, await program.RunAsync("conversations", "--archived", "--limit", "5", "--json"));
        Assert.Equal(
            """{"with":"bob@example.net","name":"Bob\u001B[2J","unread":2,"markedUnread":true,"everEncrypted":true,"pinned":true,"archived":true,"mutedUntil":"forever"}""",
            Assert.Single(program.OutputLines)
        );

        await using var rpc = new RpcRun(_client);
        var listed = (await rpc.CallAsync("conversation.list", """{"account":"alice@example.org"}""")).GetProperty("result");
        var row = listed.GetProperty("conversations")[0];
        Assert.Equal("2027-03-01T12:00:00.250Z", row.GetProperty("mutedUntil").GetString());
        Assert.Equal("well,\nthen", row.GetProperty("draft").GetString());
        Assert.Equal("m1", row.GetProperty("lastMessage").GetProperty("id").GetString());
    }

    [Fact]
    public async Task What_a_person_decides_about_a_conversation_changes_nothing_else()
    {
        Assert.Equal(ExitCode.Done, await RunAsync("conversations", "pin", "bob@example.net"));
        Assert.Equal(ExitCode.Done, await RunAsync("conversations", "unpin", "bob@example.net"));
        Assert.Equal(ExitCode.Done, await RunAsync("conversations", "mute", "bob@example.net"));
        Assert.Equal(ExitCode.Done, await RunAsync("conversations", "mute", "bob@example.net", "--for", "3600"));
        Assert.Equal(ExitCode.Done, await RunAsync("conversations", "unmute", "bob@example.net"));
        Assert.Equal(ExitCode.Done, await RunAsync("conversations", "archive", "bob@example.net"));
        Assert.Equal(ExitCode.Done, await RunAsync("conversations", "unarchive", "bob@example.net"));
        Assert.Equal(ExitCode.Done, await RunAsync("conversations", "unread", "bob@example.net"));
        await using var rpc = new RpcRun(_client);
        await rpc.CallAsync(
            "conversation.change",
            """{"account":"alice@example.org","with":"bob@example.net","pinned":true,"archived":false,"mutedUntil":"2027-03-01T12:00:00.250Z"}"""
        );
        await rpc.CallAsync("conversation.change", """{"account":"alice@example.org","with":"bob@example.net","mutedUntil":"forever"}""");
        await rpc.CallAsync("conversation.change", """{"account":"alice@example.org","with":"bob@example.net","mutedUntil":"never"}""");
        await rpc.CallAsync("chat.markUnread", """{"account":"alice@example.org","with":"bob@example.net"}""");

        Assert.Equal(
            [
                new(_conversation) { IsPinned = true },
                new(_conversation) { IsPinned = false },
                new(_conversation) { MutedUntil = DateTimeOffset.MaxValue },
                new(_conversation) { MutedUntil = Noon },
                new(_conversation) { MutedUntil = DateTimeOffset.MinValue },
                new(_conversation) { IsArchived = true },
                new(_conversation) { IsArchived = false },
                new(_conversation) { IsMarkedUnread = true },
                new ConversationChange(_conversation)
                {
                    IsPinned = true,
                    IsArchived = false,
                    MutedUntil = Noon,
                },
                new(_conversation) { MutedUntil = DateTimeOffset.MaxValue },
                new(_conversation) { MutedUntil = DateTimeOffset.MinValue },
                new(_conversation) { IsMarkedUnread = true },
            ],
            _client.Conversations.ReceivedCalls().Select(call => (ConversationChange)call.GetArguments()[0]!)
        );
        var wrong = await rpc.CallAsync(
            "conversation.change",
            """{"account":"alice@example.org","with":"bob@example.net","mutedUntil":"tomorrow"}"""
        );
        Assert.Equal(-32602, wrong.GetProperty("error").GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task A_conversation_is_read_and_deleted()
    {
        Assert.Equal(ExitCode.Done, await RunAsync("conversations", "delete", "bob@example.net"));
        await _client.Accounts.DidNotReceiveWithAnyArgs().ConnectAsync(default, default);
        Assert.Equal(ExitCode.Done, await RunAsync("conversations", "read", "bob@example.net"));
        Assert.Equal(ExitCode.Done, await RunAsync("typing", "bob@example.net", "composing"));
        Assert.Equal(ExitCode.Usage, await RunAsync("typing", "bob@example.net", "dancing"));
        await using var rpc = new RpcRun(_client);
        await rpc.CallAsync("conversation.delete", """{"account":"alice@example.org","with":"bob@example.net"}""");

        await _client.Conversations.Received(2).DeleteAsync(_conversation, Arg.Any<CancellationToken>());
        // The other side is told, so both need a connection.
        await _client.Accounts.Received(2).ConnectAsync(Alice, Arg.Any<CancellationToken>());
        await _client.Conversations.Received(1).MarkReadAsync(_conversation, Arg.Any<CancellationToken>());
        await _client.Conversations.Received(1).SetTypingAsync(_conversation, TypingState.Composing, Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task A_draft_is_kept_and_shown()
    {
        _client.Conversations.FindConversationAsync(_conversation, Arg.Any<CancellationToken>()).Returns(_summary);
        var run = new CliRun(_client);
        Assert.Equal(ExitCode.Done, await run.RunAsync("draft", "bob@example.net", "--json"));
        Assert.Equal("""{"with":"bob@example.net","draft":"well,\nthen"}""", Assert.Single(run.OutputLines));
        await _client.Conversations.DidNotReceiveWithAnyArgs().SaveDraftAsync(default, default!, default);

        Assert.Equal(ExitCode.Done, await RunAsync("draft", "bob@example.net", "hm"));
        Assert.Equal(ExitCode.Done, await RunAsync("draft", "bob@example.net", ""));
        await using var rpc = new RpcRun(_client);
        await rpc.CallAsync("draft.set", """{"account":"alice@example.org","with":"bob@example.net","text":"oh"}""");
        var draft = await rpc.CallAsync("draft.get", """{"account":"alice@example.org","with":"bob@example.net"}""");
        Assert.Equal("well,\nthen", draft.GetProperty("result").GetProperty("draft").GetString());
        Assert.Equal(
            -32602,
            (await rpc.CallAsync("draft.set", """{"account":"alice@example.org","with":"bob@example.net"}"""))
                .GetProperty("error")
                .GetProperty("code")
                .GetInt32()
        );

        foreach (var text in (string[])["hm", "", "oh"])
        {
            await _client.Conversations.Received(1).SaveDraftAsync(_conversation, text, Arg.Any<CancellationToken>());
        }
    }

    [Fact]
    public async Task What_is_forwarded_is_theirs_or_if_they_have_none_ours()
    {
        var carol = new ConversationId(Alice, Addressing.Jid.Parse("carol@example.net"));
        _client
            .Conversations.ForwardAsync(
                Arg.Is<MessageRef>(message => message.Direction == MessageDirection.Incoming),
                carol,
                Arg.Any<EncryptionChoice>(),
                Arg.Any<CancellationToken>()
            )
            .ThrowsAsync(new ChatSecureException(ErrorKind.InvalidInput, "") { Condition = "no-such-message" });
        _client
            .Conversations.ForwardAsync(
                new(_conversation, MessageDirection.Outgoing, new("m1")),
                carol,
                EncryptionChoice.Omemo,
                Arg.Any<CancellationToken>()
            )
            .Returns(Acknowledged(Outgoing("f1")));

        var run = new CliRun(_client);
        string[] forward = ["forward", "bob@example.net", "m1", "--to", "carol@example.net", "--encryption", "omemo", "--json"];
        Assert.Equal(ExitCode.Done, await run.RunAsync(forward));
        Assert.Equal("""{"id":"f1","encryption":"omemo","state":"acked"}""", Assert.Single(run.OutputLines));

        await using var rpc = new RpcRun(_client);
        var answer = await rpc.CallAsync(
            "message.forward",
            """{"account":"alice@example.org","with":"bob@example.net","id":"m1","to":"carol@example.net","encryption":"omemo"}"""
        );
        Assert.Equal("""{"id":"f1","encryption":"omemo"}""", answer.GetProperty("result").GetRawText());
        Assert.Equal(ExitCode.Usage, await RunAsync("forward", "bob@example.net", "m1"));
    }

    [Fact]
    public async Task A_message_that_failed_is_sent_once_more_by_request()
    {
        _client
            .Conversations.RetryAsync(_conversation, new("m2"), EncryptionChoice.None, Arg.Any<CancellationToken>())
            .Returns(Acknowledged(Outgoing("m3")));
        await using var rpc = new RpcRun(_client);
        var answer = await rpc.CallAsync(
            "message.retry",
            """{"account":"alice@example.org","with":"bob@example.net","id":"m2","encryption":"none"}"""
        );
        Assert.Equal("""{"id":"m3","encryption":"omemo"}""", answer.GetProperty("result").GetRawText());
    }

    [Fact]
    public async Task Open_groups_are_browsed()
    {
        var room = new OpenGroup(Addressing.Jid.Parse("tea@muc.example.org"), "Tea");
        _client.Groups.BrowseAsync(Alice, "muc.example.org", Arg.Any<CancellationToken>()).Returns([room]);
        _client.Groups.BrowseAsync(Alice, null, Arg.Any<CancellationToken>()).Returns([room with { Name = null }]);

        var people = new CliRun(_client);
        Assert.Equal(ExitCode.Done, await people.RunAsync("group", "browse", "--service", "muc.example.org"));
        Assert.Equal("Tea <tea@muc.example.org>", Assert.Single(people.OutputLines));
        await using var rpc = new RpcRun(_client);
        var answer = await rpc.CallAsync("group.browse", """{"account":"alice@example.org"}""");
        Assert.Equal("""{"groups":[{"room":"tea@muc.example.org"}]}""", answer.GetProperty("result").GetRawText());
    }

    [Fact]
    public async Task Messages_are_deleted_here_all_or_none()
    {
        _client
            .Conversations.FindAsync(new(_conversation, MessageDirection.Outgoing, new("m2")), Arg.Any<CancellationToken>())
            .Returns(Outgoing());
        var program = new CliRun(_client);
        Assert.Equal(ExitCode.Done, await program.RunAsync("delete", "bob@example.net", "m2", "--json"));
        Assert.Contains("\"deleted\":1", Assert.Single(program.OutputLines), StringComparison.Ordinal);
        Assert.NotEqual(ExitCode.Done, await new CliRun(_client).RunAsync("delete", "bob@example.net", "m2", "unknown"));

        await using var rpc = new RpcRun(_client);
        await rpc.CallAsync("message.delete", """{"account":"alice@example.org","with":"bob@example.net","ids":["m2"]}""");
        await _client
            .Conversations.Received(2)
            .DeleteMessagesAsync(
                Arg.Is<IReadOnlyList<MessageRef>>(messages =>
                    messages.Single() == new MessageRef(_conversation, MessageDirection.Outgoing, new("m2"))
                ),
                Arg.Any<CancellationToken>()
            );
    }

    [Fact]
    public async Task What_is_missing_unread_or_too_large_can_be_asked()
    {
        const string Where = """{"account":"alice@example.org","with":"bob@example.net"}""";
        _client
            .Conversations.FindUnreadAsync(_conversation, Arg.Any<CancellationToken>())
            .Returns(new UnreadMessages(new(_conversation, MessageDirection.Incoming, new("m1")), 3), (UnreadMessages?)null);
        _client
            .Conversations.GapsAsync(_conversation, Arg.Any<CancellationToken>())
            .Returns([new ArchiveGap(Alice, "", "a2"), new ArchiveGap(Alice, "a3", "a9")]);
        _client.Conversations.GetFileLimitAsync(Alice, Arg.Any<CancellationToken>()).Returns(5L, (long?)null);
        _client
            .Conversations.FindAsync(new(_conversation, MessageDirection.Outgoing, new("m2")), Arg.Any<CancellationToken>())
            .Returns(Outgoing());
        await using var rpc = new RpcRun(_client);

        Assert.Equal("""{"count":3,"first":"m1"}""", await ResultAsync("conversation.unread", Where));
        Assert.Equal("""{"count":0}""", await ResultAsync("conversation.unread", Where));
        Assert.Equal(
            """{"gaps":[{"archive":"alice@example.org","before":"a2"},{"archive":"alice@example.org","after":"a3","before":"a9"}]}""",
            await ResultAsync("conversation.gaps", Where)
        );
        Assert.Equal("""{"bytes":5}""", await ResultAsync("attachment.limit", """{"account":"alice@example.org"}"""));
        Assert.Equal("{}", await ResultAsync("attachment.limit", """{"account":"alice@example.org"}"""));
        var found = await ResultAsync("message.get", """{"account":"alice@example.org","with":"bob@example.net","id":"m2"}""");
        Assert.StartsWith("""{"messages":[{"id":"m2",""", found, StringComparison.Ordinal);
        Assert.Equal(
            """{"messages":[]}""",
            await ResultAsync("message.get", """{"account":"alice@example.org","with":"bob@example.net","id":"m9"}""")
        );
        Assert.Equal(
            """{"account":"alice@example.org","jid":"alice@example.org","state":"online"}""",
            await ResultAsync("account.stayConnected", """{"account":"alice@example.org"}""")
        );
        await _client.Accounts.Received(1).StayConnectedAsync(Alice, Arg.Any<CancellationToken>());

        async Task<string> ResultAsync(string method, string parameters) =>
            (await rpc.CallAsync(method, parameters)).GetProperty("result").GetRawText();
    }

    [Fact]
    public async Task How_a_conversation_is_encrypted_is_told_and_whether_anything_can_be_sent_by_the_exit_code()
    {
        _client
            .Conversations.EncryptionAsync(_conversation, EncryptionChoice.Auto, Arg.Any<CancellationToken>())
            .Returns(new ConversationEncryption(ConversationEncryptionState.Encrypted, EncryptionKind.Omemo2));
        _client
            .Conversations.EncryptionAsync(_conversation, EncryptionChoice.Omemo, Arg.Any<CancellationToken>())
            .Returns(
                new ConversationEncryption(ConversationEncryptionState.NeedsDecision, Reason: "members-without-keys")
                {
                    WithoutKeys = [Bob],
                }
            );
        var people = new CliRun(_client);
        Assert.Equal(ExitCode.Done, await people.RunAsync("conversations", "encryption", "bob@example.net"));
        Assert.Equal("OMEMO 2", Assert.Single(people.OutputLines));
        people = new CliRun(_client);
        Assert.Equal(
            ExitCode.CannotEncrypt,
            await people.RunAsync("conversations", "encryption", "bob@example.net", "--encryption", "omemo")
        );
        Assert.Equal("Nothing can be sent this way: members-without-keys", Assert.Single(people.OutputLines));
        var program = new CliRun(_client);
        Assert.Equal(
            ExitCode.CannotEncrypt,
            await program.RunAsync("conversations", "encryption", "bob@example.net", "--encryption", "omemo", "--json")
        );
        Assert.Equal(
            """{"with":"bob@example.net","state":"needsDecision","reason":"members-without-keys","withoutKeys":["bob@example.net"]}""",
            Assert.Single(program.OutputLines)
        );
    }
}
