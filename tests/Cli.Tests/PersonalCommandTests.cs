// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Cli.Hosting;
using ChatSecure.Cli.Tests.Fakes;
using ChatSecure.Clients;
using ChatSecure.Contacts;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Privacy;
using NSubstitute;
using NSubstitute.ExceptionExtensions;
using static ChatSecure.Cli.Tests.Fakes.Samples;

namespace ChatSecure.Cli.Tests;

/// <summary>Contacts, the persona and privacy, on the command line and by JSON-RPC.</summary>
public sealed class PersonalCommandTests
{
    private readonly FakeChatClient _client = FakeChatClient.With("alice@example.org");

    private Task<ExitCode> RunAsync(params string[] arguments) => new CliRun(_client).RunAsync(arguments);

    [Fact]
    public async Task A_contact_is_renamed_grouped_and_denied()
    {
        Assert.Equal(ExitCode.Done, await RunAsync("contacts", "rename", "bob@example.net", "Bobby"));
        Assert.Equal(ExitCode.Done, await RunAsync("contacts", "rename", "bob@example.net"));
        Assert.Equal(ExitCode.Done, await RunAsync("contacts", "groups", "bob@example.net", "Crew", "Old friends"));
        Assert.Equal(ExitCode.Done, await RunAsync("contacts", "deny", "bob@example.net"));

        await _client.Contacts.Received(1).RenameAsync(Alice, Bob, "Bobby", Arg.Any<CancellationToken>());
        await _client.Contacts.Received(1).RenameAsync(Alice, Bob, null, Arg.Any<CancellationToken>());
        await _client
            .Contacts.Received(1)
            .SetGroupsAsync(
                Alice,
                Bob,
                Arg.Is<IReadOnlyList<string>>(groups => groups.SequenceEqual(new[] { "Crew", "Old friends" })),
                Arg.Any<CancellationToken>()
            );
        await _client.Contacts.Received(1).DenyAsync(Alice, Bob, Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task A_report_names_its_reason_and_messages_that_are_there()
    {
        var shown = Outgoing("m1") with { Direction = MessageDirection.Incoming };
        _client
            .Conversations.FindAsync(new(new(Alice, Bob), MessageDirection.Incoming, new("m1")), Arg.Any<CancellationToken>())
            .Returns(shown);

        Assert.Equal(
            ExitCode.Done,
            await RunAsync("contacts", "report", "bob@example.net", "--reason", "spam", "--text", "again", "--message", "m1")
        );
        await _client
            .Contacts.Received(1)
            .ReportAsync(
                Alice,
                Bob,
                AbuseReason.Spam,
                "again",
                Arg.Is<IReadOnlyList<ChatMessage>>(messages => messages.Single() == shown),
                Arg.Any<CancellationToken>()
            );

        Assert.Equal(ExitCode.Usage, await RunAsync("contacts", "report", "bob@example.net"));
        Assert.Equal(ExitCode.Usage, await RunAsync("contacts", "report", "bob@example.net", "--reason", "envy"));
        Assert.Equal(ExitCode.Usage, await RunAsync("contacts", "report", "bob@example.net", "--reason", "spam", "--message", "m2"));
        Assert.Single(_client.Contacts.ReceivedCalls());
    }

    [Fact]
    public async Task A_move_is_followed()
    {
        Assert.Equal(ExitCode.Done, await RunAsync("contacts", "follow-move", "bob@example.net", "bob@example.com"));
        await _client.Contacts.Received(1).FollowMoveAsync(Alice, Bob, Jid.Parse("bob@example.com"), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task A_picture_is_saved_where_nothing_is_yet()
    {
        var folder = Directory.CreateTempSubdirectory("chatsecure-picture-");
        var file = Path.Combine(folder.FullName, "bob.png");
        string[] save = ["contacts", "avatar", "bob@example.net", "--save", file];
        Assert.Equal(ExitCode.Failed, await RunAsync(save));
        _client
            .Contacts.AvatarAsync(Alice, Bob, Arg.Any<CancellationToken>())
            .Returns(new ContactAvatar("a1", "image/png", new byte[] { 1, 2 }));
        Assert.Equal(ExitCode.Done, await RunAsync(save));
        Assert.Equal([1, 2], await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
        Assert.Equal(ExitCode.Failed, await RunAsync(save));
        folder.Delete(recursive: true);

        await using var rpc = new RpcRun(_client);
        var answer = await rpc.CallAsync("contact.avatar", """{"account":"alice@example.org","jid":"bob@example.net"}""");
        Assert.Equal("""{"id":"a1","mediaType":"image/png","content":"AQI="}""", answer.GetProperty("result").GetRawText());
    }

    [Fact]
    public async Task An_invitation_is_as_it_was_asked_for()
    {
        var link = new InvitationLink("xmpp:alice@example.org?roster;preauth=1", null, Noon, AllowsRegistration: false);
        _client.Accounts.InviteAsync(default, default, default).ReturnsForAnyArgs(link);
        await RunAsync("account", "invite", "--name", "Alice", "--for", "bob@example.net", "--days", "2");
        await RunAsync("account", "invite", "--register");
        await using var rpc = new RpcRun(_client);
        await rpc.CallAsync("account.invite", """{"account":"alice@example.org","for":"bob@example.net","seconds":60,"register":true}""");

        Assert.Equal(
            [
                new()
                {
                    Name = "Alice",
                    For = Bob,
                    Validity = TimeSpan.FromDays(2),
                },
                new() { AllowsRegistration = true },
                new()
                {
                    For = Bob,
                    Validity = TimeSpan.FromMinutes(1),
                    AllowsRegistration = true,
                },
            ],
            _client
                .Accounts.ReceivedCalls()
                .Where(call => call.GetMethodInfo().Name == nameof(IAccounts.InviteAsync))
                .Select(call => (NewInvitation)call.GetArguments()[1]!)
        );
    }

    [Fact]
    public async Task Last_activity_is_shown_if_it_is_told()
    {
        var run = new CliRun(_client);
        _client
            .Contacts.LastActivityAsync(Alice, Bob, Arg.Any<CancellationToken>())
            .Returns(new ContactActivity(TimeSpan.FromSeconds(90), "tea"));
        Assert.Equal(ExitCode.Done, await run.RunAsync("contacts", "last-activity", "bob@example.net", "--json"));
        Assert.Equal("""{"jid":"bob@example.net","seconds":90,"text":"tea"}""", Assert.Single(run.OutputLines));

        var silent = new CliRun(_client);
        _client.Contacts.LastActivityAsync(Alice, Bob, Arg.Any<CancellationToken>()).Returns((ContactActivity?)null);
        Assert.Equal(ExitCode.Done, await silent.RunAsync("contacts", "last-activity", "bob@example.net", "--json"));
        Assert.Equal("""{"jid":"bob@example.net"}""", Assert.Single(silent.OutputLines));
    }

    [Fact]
    public async Task An_opt_out_that_can_not_be_told_says_so()
    {
        Assert.Equal(ExitCode.Done, await RunAsync("contacts", "opt-out", "bob@example.net", "--reason", "a court"));
        await _client.Trust.Received(1).OptOutAsync(Alice, Bob, "a court", Arg.Any<CancellationToken>());

        _client.Trust.OptOutAsync(default, default).ThrowsAsyncForAnyArgs(new ChatSecureException(ErrorKind.CannotEncrypt, "No session."));
        Assert.Equal(ExitCode.CannotEncrypt, await RunAsync("contacts", "opt-out", "bob@example.net"));
    }

    [Fact]
    public async Task What_was_last_shown_is_told()
    {
        _client
            .Persona.GetAsync(Alice, Arg.Any<CancellationToken>())
            .Returns(
                new OwnPersona
                {
                    Nickname = "Captain",
                    Availability = Availability.Away,
                    StatusText = "At the helm",
                }
            );
        var people = new CliRun(_client);
        Assert.Equal(ExitCode.Done, await people.RunAsync("persona"));
        Assert.Equal(["Captain", "away", "At the helm"], people.OutputLines);
        await using var rpc = new RpcRun(_client);
        Assert.Equal(
            """{"nickname":"Captain","availability":"away","text":"At the helm"}""",
            (await rpc.CallAsync("persona.get", """{"account":"alice@example.org"}""")).GetProperty("result").GetRawText()
        );
    }

    [Fact]
    public async Task A_persona_shows_what_was_asked_for_and_takes_it_back()
    {
        var picture = Path.GetTempFileName();
        await File.WriteAllBytesAsync(picture, new byte[] { 1, 2, 3 }, TestContext.Current.CancellationToken);
        Assert.Equal(ExitCode.Done, await RunAsync("persona", "show", "doNotDisturb", "--text", "At the helm"));
        Assert.Equal(ExitCode.Done, await RunAsync("persona", "nickname", "Captain"));
        Assert.Equal(ExitCode.Done, await RunAsync("persona", "nickname"));
        Assert.Equal(ExitCode.Done, await RunAsync("persona", "avatar", picture));
        Assert.Equal(ExitCode.Done, await RunAsync("persona", "avatar"));
        Assert.Equal(ExitCode.Done, await RunAsync("persona", "device-name", "Hall"));
        File.Delete(picture);

        await _client.Persona.Received(1).ShowAsync(Alice, Availability.DoNotDisturb, "At the helm", Arg.Any<CancellationToken>());
        await _client.Persona.Received(1).SetNicknameAsync(Alice, "Captain", Arg.Any<CancellationToken>());
        await _client.Persona.Received(1).SetNicknameAsync(Alice, null, Arg.Any<CancellationToken>());
        await _client
            .Persona.Received(1)
            .SetAvatarAsync(
                Alice,
                Arg.Is<ReadOnlyMemory<byte>?>(png => png != null && png.Value.Length == 3),
                Arg.Any<CancellationToken>()
            );
        await _client.Persona.Received(1).SetAvatarAsync(Alice, null, Arg.Any<CancellationToken>());
        await _client.Persona.Received(1).SetDeviceNameAsync(Alice, "Hall", Arg.Any<CancellationToken>());

        Assert.Equal(ExitCode.Usage, await RunAsync("persona", "show", "invisible"));
        Assert.Equal(ExitCode.Usage, await RunAsync("persona", "avatar", picture));
    }

    [Fact]
    public async Task Privacy_is_shown_and_changed_one_by_one()
    {
        _client.Privacy.GetAsync(Alice, Arg.Any<CancellationToken>()).Returns(new PrivacySettings());
        var run = new CliRun(_client);
        Assert.Equal(ExitCode.Done, await run.RunAsync("privacy", "--json"));
        Assert.Contains("\"lastSeen\":false", Assert.Single(run.OutputLines), StringComparison.Ordinal);
        Assert.Contains("\"autoDownload\":\"never\"", run.OutputLines[0], StringComparison.Ordinal);

        Assert.Equal(ExitCode.Done, await RunAsync("privacy", "set", "lastSeen", "on"));
        Assert.Equal(ExitCode.Done, await RunAsync("privacy", "set", "autodownload", "contacts"));
        Assert.Equal(ExitCode.Done, await RunAsync("privacy", "reset"));
        await _client.Privacy.Received(1).SetAsync(Alice, new PrivacySettings { LastSeen = true }, Arg.Any<CancellationToken>());
        await _client
            .Privacy.Received(1)
            .SetAsync(Alice, new PrivacySettings { AutoDownload = AutoDownload.Contacts }, Arg.Any<CancellationToken>());
        await _client.Privacy.Received(1).SetAsync(Alice, null, Arg.Any<CancellationToken>());

        Assert.Equal(ExitCode.Usage, await RunAsync("privacy", "set", "lastSeen", "maybe"));
        Assert.Equal(ExitCode.Usage, await RunAsync("privacy", "set", "invisibility", "on"));
        await _client.Privacy.ReceivedWithAnyArgs(3).SetAsync(default, default, default);
    }

    [Fact]
    public void Every_privacy_setting_has_a_name()
    {
        var settings = new PrivacySettings();
        var properties = typeof(PrivacySettings)
            .GetProperties()
            .Where(property => property.Name != "EqualityContract")
            .Select(property => property.Name);
        Assert.Equal(
            properties.Order(StringComparer.OrdinalIgnoreCase),
            PrivacySwitches.List(settings).Select(one => one.Name).Order(StringComparer.OrdinalIgnoreCase),
            StringComparer.OrdinalIgnoreCase
        );
    }

    [Fact]
    public async Task The_same_by_json_rpc()
    {
        _client.Privacy.GetAsync(Alice, Arg.Any<CancellationToken>()).Returns(new PrivacySettings { LastSeen = true });
        _client.Contacts.LastActivityAsync(Alice, Bob, Arg.Any<CancellationToken>()).Returns(new ContactActivity(TimeSpan.FromSeconds(90)));
        await using var rpc = new RpcRun(_client);
        const string Contact = "\"account\":\"alice@example.org\",\"jid\":\"bob@example.net\"";
        const string Account = "\"account\":\"alice@example.org\"";

        await rpc.CallAsync("contact.rename", $$"""{{{Contact}},"name":"Bobby"}""");
        await rpc.CallAsync("contact.setGroups", $$"""{{{Contact}},"groups":["Crew"]}""");
        await rpc.CallAsync("contact.deny", $"{{{Contact}}}");
        await rpc.CallAsync("contact.report", $$"""{{{Contact}},"reason":"abuse"}""");
        await rpc.CallAsync("contact.optOut", $"{{{Contact}}}");
        var activity = await rpc.CallAsync("contact.lastActivity", $"{{{Contact}}}");
        await rpc.CallAsync("persona.show", $$"""{{{Account}},"availability":"away"}""");
        await rpc.CallAsync("persona.nickname", $$"""{{{Account}},"name":"Captain"}""");
        await rpc.CallAsync("persona.avatar", $"{{{Account}}}");
        await rpc.CallAsync("persona.deviceName", $$"""{{{Account}},"name":"Hall"}""");
        var settings = await rpc.CallAsync("privacy.get", $"{{{Account}}}");
        await rpc.CallAsync("privacy.set", $$"""{{{Account}},"name":"typing","value":"off"}""");
        await rpc.CallAsync("privacy.reset", $"{{{Account}}}");

        Assert.Equal("""{"seconds":90}""", activity.GetProperty("result").GetRawText());
        Assert.True(settings.GetProperty("result").GetProperty("lastSeen").GetBoolean());
        await _client.Contacts.Received(1).RenameAsync(Alice, Bob, "Bobby", Arg.Any<CancellationToken>());
        await _client.Contacts.ReceivedWithAnyArgs(1).SetGroupsAsync(default, default, default!, default);
        await _client.Contacts.Received(1).DenyAsync(Alice, Bob, Arg.Any<CancellationToken>());
        await _client.Contacts.ReceivedWithAnyArgs(1).ReportAsync(default, default, default);
        await _client.Trust.Received(1).OptOutAsync(Alice, Bob, null, Arg.Any<CancellationToken>());
        await _client.Persona.Received(1).ShowAsync(Alice, Availability.Away, null, Arg.Any<CancellationToken>());
        await _client.Persona.Received(1).SetNicknameAsync(Alice, "Captain", Arg.Any<CancellationToken>());
        await _client.Persona.Received(1).SetAvatarAsync(Alice, null, Arg.Any<CancellationToken>());
        await _client.Persona.Received(1).SetDeviceNameAsync(Alice, "Hall", Arg.Any<CancellationToken>());
        await _client
            .Privacy.Received(1)
            .SetAsync(Alice, new PrivacySettings { LastSeen = true, Typing = false }, Arg.Any<CancellationToken>());
        await _client.Privacy.Received(1).SetAsync(Alice, null, Arg.Any<CancellationToken>());
    }

    [Theory]
    [InlineData("contact.setGroups", """{"account":"alice@example.org","jid":"bob@example.net","groups":"Crew"}""")]
    [InlineData("contact.report", """{"account":"alice@example.org","jid":"bob@example.net","reason":"envy"}""")]
    [InlineData("contact.report", """{"account":"alice@example.org","jid":"bob@example.net","reason":"spam","messages":["m9"]}""")]
    [InlineData("persona.show", """{"account":"alice@example.org","availability":"invisible"}""")]
    [InlineData("privacy.set", """{"account":"alice@example.org","name":"typing","value":"maybe"}""")]
    [InlineData("privacy.set", """{"account":"alice@example.org","name":"invisibility","value":"on"}""")]
    public async Task Wrong_parameters_change_nothing(string method, string parameters)
    {
        _client.Privacy.GetAsync(default).ReturnsForAnyArgs(new PrivacySettings());
        await using var rpc = new RpcRun(_client);

        Assert.Equal(-32602, (await rpc.CallAsync(method, parameters)).GetProperty("error").GetProperty("code").GetInt32());
        Assert.Empty(_client.Contacts.ReceivedCalls());
        Assert.Empty(_client.Persona.ReceivedCalls());
        await _client.Privacy.DidNotReceiveWithAnyArgs().SetAsync(default, default);
    }
}
