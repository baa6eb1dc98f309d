// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using System.Text.Json;
using ChatSecure.Accounts;
using ChatSecure.Branding;
using ChatSecure.Cli.Output;
using ChatSecure.Cli.Tests.Fakes;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Stores;
using NSubstitute;
using NSubstitute.ExceptionExtensions;
using static ChatSecure.Cli.Tests.Fakes.Samples;

namespace ChatSecure.Cli.Tests.Rpc;

public sealed class RpcMethodTests
{
    private const string InConversation = """{"account":"alice@example.org","with":"bob@example.net"}""";
    private const string WithContact = """{"account":"alice@example.org","jid":"bob@example.net"}""";

    private readonly FakeChatClient _client = FakeChatClient.With("alice@example.org");

    [Fact]
    public async Task Adding_an_account_takes_its_route_and_erases_the_password()
    {
        AddAccountRequest? request = null;
        var password = string.Empty;
        await _client.Accounts.AddAsync(
            Arg.Do<AddAccountRequest>(given => (request, password) = (given, Encoding.UTF8.GetString(given.Password.Span))),
            Arg.Any<CancellationToken>()
        );
        await using var rpc = new RpcRun(_client, "--tor", "--server", "fallback.example.org:5222");

        var answer = await rpc.CallAsync(
            "account.add",
            """{"jid":"alice@example.org","password":"p\u00e4\"ss","register":true,"server":"127.0.0.1:5223","tls":"direct","ca":"-----BEGIN CERTIFICATE-----"}"""
        );

        Assert.Equal(
            """{"account":"alice@example.org","jid":"alice@example.org","state":"online"}""",
            answer.GetProperty("result").GetRawText()
        );
        Assert.Equal("pä\"ss", password);
        Assert.All(request!.Password.ToArray(), b => Assert.Equal(0, b));
        Assert.True(request.Register);
        Assert.Equal(new ServerAddress("127.0.0.1", 5223, TlsMode.Direct), request.Settings.Server);
        Assert.Equal("socks5://127.0.0.1:9050", request.Settings.Proxy);
    }

    [Theory]
    [InlineData("account.add", """{"jid":"alice@example.org"}""")]
    [InlineData("account.add", """{"jid":"alice@example.org","password":""}""")]
    [InlineData("account.add", """{"jid":"alice@example.org","password":"\ud800"}""")]
    [InlineData("account.add", """{"jid":"alice@example.org","password":"p","server":"nowhere"}""")]
    [InlineData("account.add", """{"jid":"alice@example.org","password":"p","tls":"none"}""")]
    [InlineData("account.add", """{"jid":"alice@example.org","password":"p","pins":["x"]}""")]
    [InlineData("account.add", """{"jid":"alice@example.org","password":"p","pins":"sha256/x"}""")]
    [InlineData("account.add", """{"jid":"alice@example.org","password":"p","proxy":"https://x:1"}""")]
    [InlineData("account.add", """{"jid":"alice@example.org","password":"p","register":"yes"}""")]
    [InlineData("account.add", """{"jid":"alice@example.org","password":"p","ca":"/no/such/file"}""")]
    [InlineData("account.add", """{"jid":"alice@example.org","password":"p","websocket":"https://x/"}""")]
    [InlineData("account.add", """{"jid":"alice@example.org","password":"p","websocket":"wss://x/","server":"h:1"}""")]
    [InlineData("link.fetch", """{"account":"alice@example.org","url":"http://x/"}""")]
    [InlineData("message.send", """{"account":"alice@example.org","to":"bob@example.net","body":"x","links":["https://x/"]}""")]
    [InlineData("message.send", """{"account":"alice@example.org","to":"bob@example.net","body":"x","links":[{"title":"x"}]}""")]
    [InlineData("message.send", """{"account":"alice@example.org","to":"bob@example.net"}""")]
    [InlineData("message.send", """{"account":"alice@example.org","to":"bob@example.net","body":"x","encryption":"rot13"}""")]
    [InlineData("message.history", """{"account":"alice@example.org","with":"bob@example.net","limit":0}""")]
    [InlineData("message.history", """{"account":"alice@example.org","with":"bob@example.net","limit":1.5}""")]
    [InlineData("device.trust", """{"account":"alice@example.org","jid":"bob@example.net","fingerprint":"00","trust":"verified"}""")]
    [InlineData("device.trust", """{"account":"alice@example.org","jid":"bob@example.net","fingerprint":"00","trust":"undecided"}""")]
    [InlineData("device.reset", """{"account":"alice@example.org","jid":"bob@example.net","fingerprint":"00"}""")]
    [InlineData("device.remove", """{"account":"alice@example.org","fingerprint":"00"}""")]
    [InlineData("chat.state", """{"account":"alice@example.org","with":"bob@example.net","state":"sleeping"}""")]
    public async Task Wrong_parameters_are_refused_by_name_without_quoting_them(string method, string parameters)
    {
        await using var rpc = new RpcRun(_client);

        var error = (await rpc.CallAsync(method, parameters)).GetProperty("error");

        Assert.Equal(-32602, error.GetProperty("code").GetInt32());
        Assert.DoesNotContain("example", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Empty(_client.Conversations.ReceivedCalls());
        await _client.Accounts.DidNotReceiveWithAnyArgs().AddAsync(default!, default);
    }

    [Fact]
    public async Task A_failed_operation_tells_its_exit_code_and_reason()
    {
        _client
            .Conversations.SendAsync(default, default!, default)
            .ThrowsAsyncForAnyArgs(new ChatSecureException(ErrorKind.CannotEncrypt, "No device."));
        await using var rpc = new RpcRun(_client);

        var error = (
            await rpc.CallAsync("message.send", """{"account":"alice@example.org","to":"bob@example.net","body":"x"}""")
        ).GetProperty("error");

        Assert.Equal(-32000, error.GetProperty("code").GetInt32());
        Assert.Equal("""{"exitCode":6,"reason":"cannotEncrypt"}""", error.GetProperty("data").GetRawText());
    }

    [Fact]
    public async Task A_defect_is_an_internal_error_that_shows_no_content()
    {
        _client.Conversations.SendAsync(default, default!, default).ThrowsAsyncForAnyArgs(new InvalidOperationException("the body"));
        await using var rpc = new RpcRun(_client);

        var answer = await rpc.CallAsync("message.send", """{"account":"alice@example.org","to":"bob@example.net","body":"x"}""");

        Assert.Equal(-32603, answer.GetProperty("error").GetProperty("code").GetInt32());
        Assert.DoesNotContain("the body", answer.GetRawText() + rpc.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sending_answers_with_id_and_encryption_before_the_server_has_it()
    {
        _client
            .Conversations.SendAsync(default, default!, default)
            .ReturnsForAnyArgs(new SendReceipt(Outgoing("id7"), new TaskCompletionSource().Task));
        await using var rpc = new RpcRun(_client);

        var answer = await rpc.CallAsync(
            "message.send",
            """{"account":"alice@example.org","to":"bob@example.net","body":"Hi","encryption":"omemo","replaces":"m1","replyTo":"m0"}"""
        );

        Assert.Equal("""{"id":"id7","encryption":"omemo"}""", answer.GetProperty("result").GetRawText());
        await _client
            .Conversations.Received(1)
            .SendAsync(
                new(Alice, Bob),
                new("Hi", EncryptionChoice.Omemo) { Replaces = new("m1"), ReplyTo = new("m0") },
                Arg.Any<CancellationToken>()
            );
    }

    [Fact]
    public async Task What_a_link_tells_is_sent_as_it_was_answered()
    {
        var link = new LinkMetadata("https://example.org/tea")
        {
            Title = "Tea",
            Description = "How to make it",
            SiteName = "Example",
            CanonicalAddress = "https://www.example.org/tea",
            Picture = "data:image/gif;base64,R0lGODlhAQABAA==",
            PictureDescription = "A cup",
        };
        _client.Conversations.FetchLinkAsync(default, default!, default).ReturnsForAnyArgs(link);
        _client.Conversations.SendAsync(default, default!, default).ReturnsForAnyArgs(Acknowledged(Outgoing()));
        await using var rpc = new RpcRun(_client);

        var answer = await rpc.CallAsync("link.fetch", """{"account":"alice@example.org","url":"https://example.org/tea"}""");
        await rpc.CallAsync(
            "message.send",
            $$"""{"account":"alice@example.org","to":"bob@example.net","body":"x","links":[{{answer.GetProperty("result").GetRawText()}}]}"""
        );

        await _client.Conversations.Received(1).FetchLinkAsync(Alice, new("https://example.org/tea"), Arg.Any<CancellationToken>());
        await _client
            .Conversations.Received(1)
            .SendAsync(new(Alice, Bob), new OutgoingMessage("x") { Links = [link] }, Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Retractions_and_reactions_answer_with_their_own_id()
    {
        _client
            .Conversations.RetractAsync(default, default)
            .ReturnsForAnyArgs(new ActReceipt(Act(MessageActKind.Retraction), Task.CompletedTask));
        _client
            .Conversations.ReactAsync(default, default!)
            .ReturnsForAnyArgs(new ActReceipt(Act(MessageActKind.Reaction), Task.CompletedTask));
        await using var rpc = new RpcRun(_client);

        var retracted = await rpc.CallAsync("message.retract", """{"account":"alice@example.org","with":"bob@example.net","id":"m2"}""");
        Assert.Equal("""{"id":"a1","encryption":"omemo"}""", retracted.GetProperty("result").GetRawText());
        await _client
            .Conversations.Received(1)
            .RetractAsync(new(Alice, Bob), new("m2"), EncryptionChoice.Auto, Arg.Any<CancellationToken>());

        await rpc.CallAsync(
            "message.react",
            """{"account":"alice@example.org","with":"bob@example.net","id":"m1","emojis":["👍"],"encryption":"none"}"""
        );
        await _client
            .Conversations.Received(1)
            .ReactAsync(
                new(new(Alice, Bob), MessageDirection.Incoming, new("m1")),
                Arg.Is<IReadOnlyList<string>>(emojis => emojis.SequenceEqual(new[] { "👍" })),
                EncryptionChoice.None,
                Arg.Any<CancellationToken>()
            );
        var without = await rpc.CallAsync("message.retract", """{"account":"alice@example.org","with":"bob@example.net"}""");
        Assert.Equal(-32602, without.GetProperty("error").GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task A_reaction_to_what_only_we_wrote_is_one_to_our_message()
    {
        _client
            .Conversations.ReactAsync(
                Arg.Is<MessageRef>(message => message.Direction == MessageDirection.Incoming),
                Arg.Any<IReadOnlyList<string>>()
            )
            .ThrowsAsyncForAnyArgs(new ChatSecureException(ErrorKind.InvalidInput, "") { Condition = "no-such-message" });
        _client
            .Conversations.ReactAsync(
                Arg.Is<MessageRef>(message => message.Direction == MessageDirection.Outgoing),
                Arg.Any<IReadOnlyList<string>>(),
                Arg.Any<EncryptionChoice>(),
                Arg.Any<CancellationToken>()
            )
            .Returns(new ActReceipt(Act(MessageActKind.Reaction), Task.CompletedTask));
        await using var rpc = new RpcRun(_client);
        var answer = await rpc.CallAsync(
            "message.react",
            """{"account":"alice@example.org","with":"bob@example.net","id":"m2","emojis":[]}"""
        );
        Assert.Equal("a1", answer.GetProperty("result").GetProperty("id").GetString());
    }

    [Fact]
    public async Task Lists_are_arrays_in_an_object()
    {
        _client.Contacts.ListAsync(default).ReturnsForAnyArgs([new() { Jid = Bob }]);
        _client
            .Trust.DevicesAsync(default)
            .ReturnsForAnyArgs([new DeviceInfo(Bob, new(7), null, TrustLevel.Undecided, false, false, true)]);
        _client.Conversations.HistoryAsync(default).ReturnsForAnyArgs(new MessagePage([Incoming()], "c1"));
        _client.Conversations.SearchAsync(default, "").ReturnsForAnyArgs([Incoming()]);
        await using var rpc = new RpcRun(_client);

        Assert.Equal("alice@example.org", First(await rpc.CallAsync("account.list"), "accounts").GetProperty("account").GetString());
        Assert.Equal("bob@example.net", First(await rpc.CallAsync("contact.list", WithContact), "contacts").GetProperty("jid").GetString());
        Assert.False(First(await rpc.CallAsync("device.list", WithContact), "devices").TryGetProperty("fingerprint", out _));
        var history = await rpc.CallAsync("message.history", InConversation);
        Assert.Equal("received", First(history, "messages").GetProperty("state").GetString());
        Assert.Equal("c1", history.GetProperty("result").GetProperty("before").GetString());
        var found = await rpc.CallAsync("message.search", """{"account":"alice@example.org","words":"hello"}""");
        Assert.Equal("m1", First(found, "messages").GetProperty("id").GetString());
        Assert.False(found.GetProperty("result").TryGetProperty("before", out _));
    }

    [Fact]
    public async Task What_was_said_before_this_device_was_there_is_fetched_and_told_as_the_past()
    {
        _client.Conversations.FillGapAsync(default).ReturnsForAnyArgs(3);
        _client.Conversations.GapsAsync(default).ReturnsForAnyArgs([new ArchiveGap(Bob, "", "a1")], [Array.Empty<ArchiveGap>()]);
        await using var rpc = new RpcRun(_client);

        Assert.Equal(
            """{"added":3,"more":true}""",
            (await rpc.CallAsync("message.fetch", InConversation)).GetProperty("result").GetRawText()
        );
        Assert.Equal(
            """{"added":3,"more":false}""",
            (await rpc.CallAsync("message.fetch", InConversation)).GetProperty("result").GetRawText()
        );
        await _client.Conversations.Received().FillGapAsync(new(Alice, Bob), Arg.Any<CancellationToken>());
        Assert.Equal("history", Notification.Of(new HistoryAdded(Alice, Incoming()), Brand.Neutral.Text)?.Name);
    }

    [Fact]
    public async Task What_sending_would_do_is_told()
    {
        _client
            .Conversations.EncryptionAsync(new(Alice, Bob), EncryptionChoice.Auto, Arg.Any<CancellationToken>())
            .Returns(new ConversationEncryption(ConversationEncryptionState.Plain, EncryptionKind.None));
        await using var rpc = new RpcRun(_client);
        var answer = await rpc.CallAsync("conversation.encryption", InConversation);
        Assert.Equal("""{"with":"bob@example.net","state":"plain","encryption":"none"}""", answer.GetProperty("result").GetRawText());
        var told = Notification.Of(new DeviceListChanged(Alice, Bob), Brand.Neutral.Text);
        Assert.Equal("devices", told?.Name);
    }

    [Fact]
    public async Task What_happened_in_a_conversation_is_told_as_it_happens_and_when_it_is_asked_for()
    {
        var note = new ConversationNote(new(Alice, Bob), "n1", Noon, ConversationNoteKind.KeyChanged) { Who = Bob, Key = Key };
        _client.Conversations.NotesAsync(new(Alice, Bob), Noon, null, Arg.Any<CancellationToken>()).Returns([note]);
        await using var rpc = new RpcRun(_client);
        var answer = await rpc.CallAsync(
            "conversation.notes",
            $$"""{"account":"alice@example.org","with":"bob@example.net","since":"{{Noon:O}}"}"""
        );
        var told = First(answer, "notes");
        Assert.Equal(
            ("keyChanged", "bob@example.net", Key.Hex),
            (told.GetProperty("kind").GetString(), told.GetProperty("who").GetString(), told.GetProperty("fingerprint").GetString())
        );
        Assert.Equal("note", Notification.Of(new NoteAdded(Alice, note), Brand.Neutral.Text)?.Name);
    }

    [Fact]
    public async Task The_other_methods_reach_the_engine()
    {
        await using var rpc = new RpcRun(_client);

        foreach (var verb in (string[])["add", "remove", "accept", "block", "unblock"])
        {
            Assert.Equal("{}", (await rpc.CallAsync("contact." + verb, WithContact)).GetProperty("result").GetRawText());
        }

        await rpc.CallAsync("chat.markRead", InConversation);
        await rpc.CallAsync("chat.state", """{"account":"alice@example.org","with":"bob@example.net","state":"composing"}""");
        await rpc.CallAsync(
            "device.trust",
            $$"""{"account":"alice@example.org","jid":"bob@example.net","fingerprint":"{{Key}}","trust":"trusted"}"""
        );
        await rpc.CallAsync("device.reset", $$"""{"account":"alice@example.org","jid":"bob@example.net","fingerprint":"{{Key}}"}""");
        await rpc.CallAsync("device.remove", $$"""{"account":"alice@example.org","fingerprint":"{{Key}}"}""");
        await rpc.CallAsync("account.disconnect", """{"account":"alice@example.org"}""");
        await rpc.CallAsync("account.remove", """{"account":"alice@example.org","serverToo":true}""");

        string[] expected = ["AddAsync", "RemoveAsync", "AcceptAsync", "BlockAsync", "UnblockAsync"];
        Assert.Equal(expected, _client.Contacts.ReceivedCalls().Select(call => call.GetMethodInfo().Name));
        await _client.Conversations.Received(1).MarkReadAsync(new(Alice, Bob), Arg.Any<CancellationToken>());
        await _client.Conversations.Received(1).SetTypingAsync(new(Alice, Bob), TypingState.Composing, Arg.Any<CancellationToken>());
        await _client.Trust.Received(1).SetTrustAsync(Alice, Bob, Key, TrustLevel.Trusted, Arg.Any<CancellationToken>());
        await _client.Trust.Received(1).ResetSessionAsync(Alice, Bob, Key, Arg.Any<CancellationToken>());
        await _client.Trust.Received(1).RemoveDeviceAsync(Alice, Key, Arg.Any<CancellationToken>());
        await _client.Accounts.Received(1).DisconnectAsync(Alice, Arg.Any<CancellationToken>());
        await _client.Accounts.Received(1).RemoveAsync(Alice, true, Arg.Any<CancellationToken>());
    }

    private static JsonElement First(JsonElement answer, string list) => answer.GetProperty("result").GetProperty(list)[0];
}
