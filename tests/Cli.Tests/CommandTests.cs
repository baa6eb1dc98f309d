// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Cli.Hosting;
using ChatSecure.Cli.Tests.Fakes;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using NSubstitute.ExceptionExtensions;
using static ChatSecure.Cli.Tests.Fakes.Samples;

namespace ChatSecure.Cli.Tests;

public sealed class CommandTests
{
    private readonly FakeChatClient _client = FakeChatClient.With("alice@example.org");

    [Fact]
    public async Task Send_is_done_when_the_server_has_acknowledged()
    {
        _client.Conversations.SendAsync(default, default!, default).ReturnsForAnyArgs(Acknowledged(Outgoing("id7")));
        var run = new CliRun(_client);

        Assert.Equal(ExitCode.Done, await run.RunAsync("send", "--to", "bob@example.net", "--json", "Hi"));
        Assert.Equal("""{"id":"id7","encryption":"omemo","state":"acked"}""", Assert.Single(run.OutputLines));
        Received.InOrder(() =>
        {
            _client.Accounts.ConnectAsync(Alice, Arg.Any<CancellationToken>());
            _client.Conversations.SendAsync(new(Alice, Bob), new("Hi"), Arg.Any<CancellationToken>());
        });
    }

    [Theory]
    [InlineData("@file", "@file")]
    [InlineData("[diagram]", "[diagram]")]
    [InlineData("", "")]
    public async Task Send_takes_the_text_as_it_is(string argument, string body)
    {
        _client.Conversations.SendAsync(default, default!, default).ReturnsForAnyArgs(Acknowledged(Outgoing()));

        Assert.Equal(
            ExitCode.Done,
            await new CliRun(_client).RunAsync("send", "--to", "bob@example.net", "--encryption", "OMEMO", "--", argument)
        );
        await _client.Conversations.Received(1).SendAsync(new(Alice, Bob), new(body, EncryptionChoice.Omemo), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Send_corrects_and_answers_other_messages()
    {
        _client.Conversations.SendAsync(default, default!, default).ReturnsForAnyArgs(Acknowledged(Outgoing()));

        await new CliRun(_client).RunAsync("send", "--to", "bob@example.net", "--reply-to", "m1", "--replaces", "m2", "Hi");

        await _client
            .Conversations.Received(1)
            .SendAsync(new(Alice, Bob), new("Hi") { ReplyTo = new("m1"), Replaces = new("m2") }, Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Send_takes_files_with_or_without_words_and_no_message_without_either()
    {
        _client.Conversations.SendAsync(default, default!, default).ReturnsForAnyArgs(Acknowledged(Outgoing()));
        var file = Path.GetTempFileName();

        Assert.Equal(
            ExitCode.Done,
            await new CliRun(_client).RunAsync("send", "--to", "bob@example.net", "--attach", file, "--attach", file, "Look")
        );
        await _client
            .Conversations.Received(1)
            .SendAsync(
                new(Alice, Bob),
                Arg.Is<OutgoingMessage>(message =>
                    message.Body == "Look" && message.Attachments.Count == 2 && message.Attachments[0].FileName == Path.GetFileName(file)
                ),
                Arg.Any<CancellationToken>()
            );
        Assert.Equal(ExitCode.Done, await new CliRun(_client).RunAsync("send", "--to", "bob@example.net", "--attach", file));
        Assert.Equal(ExitCode.Usage, await new CliRun(_client).RunAsync("send", "--to", "bob@example.net"));
        File.Delete(file);
        Assert.Equal(ExitCode.Failed, await new CliRun(_client).RunAsync("send", "--to", "bob@example.net", "--attach", file, "Look"));
    }

    [Fact]
    public async Task Retract_and_react_are_done_when_the_server_has_acknowledged()
    {
        _client
            .Conversations.RetractAsync(default, default)
            .ReturnsForAnyArgs(new ActReceipt(Act(MessageActKind.Retraction), Task.CompletedTask));
        _client
            .Conversations.ReactAsync(default, default!)
            .ReturnsForAnyArgs(new ActReceipt(Act(MessageActKind.Reaction), Task.CompletedTask));
        var run = new CliRun(_client);

        Assert.Equal(ExitCode.Done, await run.RunAsync("retract", "bob@example.net", "m2", "--json"));
        Assert.Equal("""{"id":"a1","encryption":"omemo","state":"acked"}""", Assert.Single(run.OutputLines));
        Assert.Equal(ExitCode.Done, await new CliRun(_client).RunAsync("react", "bob@example.net", "m2", "👍", "🎉"));
        await _client
            .Conversations.Received(1)
            .ReactAsync(
                new(new(Alice, Bob), MessageDirection.Incoming, new("m2")),
                Arg.Is<IReadOnlyList<string>>(emojis => emojis.SequenceEqual(new[] { "👍", "🎉" })),
                EncryptionChoice.Auto,
                Arg.Any<CancellationToken>()
            );
    }

    [Fact]
    public async Task Send_reads_standard_input_for_a_dash()
    {
        _client.Conversations.SendAsync(default, default!, default).ReturnsForAnyArgs(Acknowledged(Outgoing()));

        await new CliRun(_client) { Input = "two\nlines\n" }.RunAsync("send", "--to", "bob@example.net", "-");

        await _client.Conversations.Received(1).SendAsync(new(Alice, Bob), new("two\nlines"), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Send_to_somebody_without_keys_ends_with_6()
    {
        _client
            .Conversations.SendAsync(default, default!, default)
            .ThrowsAsyncForAnyArgs(new ChatSecureException(ErrorKind.CannotEncrypt, "No device."));

        Assert.Equal(ExitCode.CannotEncrypt, await new CliRun(_client).RunAsync("send", "--to", "bob@example.net", "Hi"));
    }

    [Fact]
    public async Task Send_that_is_not_acknowledged_in_time_ends_with_7()
    {
        var time = new FakeTimeProvider();
        var never = new TaskCompletionSource();
        _client
            .Conversations.SendAsync(default, default!, default)
            .ReturnsForAnyArgs(_ =>
            {
                time.Advance(TimeSpan.FromSeconds(5));
                return new SendReceipt(Outgoing(), never.Task);
            });

        Assert.Equal(
            ExitCode.TimedOut,
            await new CliRun(_client) { Time = time }.RunAsync("send", "--to", "bob@example.net", "--timeout", "5", "Hi")
        );
    }

    [Fact]
    public async Task Send_that_the_recipients_server_returns_fails()
    {
        var returned = Task.FromException(new ChatSecureException(ErrorKind.Protocol, "Returned."));
        _client.Conversations.SendAsync(default, default!, default).ReturnsForAnyArgs(new SendReceipt(Outgoing(), returned));

        Assert.Equal(ExitCode.Failed, await new CliRun(_client).RunAsync("send", "--to", "bob@example.net", "Hi"));
    }

    [Fact]
    public async Task Listen_misses_nothing_of_the_catch_up_and_stops_after_the_count()
    {
        _client
            .Accounts.ConnectAsync(default, default)
            .ReturnsForAnyArgs(_ =>
            {
                _client.Raise(new ConnectionChanged(Alice, new(ConnectionState.Online)));
                _client.Raise(new MessageAdded(Alice, Incoming("a") with { DecryptFailure = DecryptFailure.NoSession, Body = null }));
                _client.Raise(new MessageAdded(Alice, Incoming("b")));
                _client.Raise(new MessageAdded(Alice, Incoming("c")));
                _client.Raise(new MessageAdded(Alice, Incoming("d")));
                return Task.CompletedTask;
            });
        var run = new CliRun(_client);

        Assert.Equal(ExitCode.Done, await run.RunAsync("listen", "--count", "2", "--json"));
        Assert.Equal(4, run.OutputLines.Length);
        Assert.StartsWith(
            """{"event":"connection","account":"alice@example.org","state":"online"}""",
            run.OutputLines[0],
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            """{"event":"messageUndecryptable","account":"alice@example.org","id":"a",""",
            run.OutputLines[1],
            StringComparison.Ordinal
        );
        Assert.StartsWith("""{"event":"message","account":"alice@example.org","id":"c",""", run.OutputLines[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Listen_ends_when_the_time_is_over()
    {
        var time = new FakeTimeProvider();
        _client
            .Accounts.ConnectAsync(default, default)
            .ReturnsForAnyArgs(_ =>
            {
                time.Advance(TimeSpan.FromSeconds(3));
                return Task.CompletedTask;
            });

        Assert.Equal(ExitCode.Done, await new CliRun(_client) { Time = time }.RunAsync("listen", "--for", "3"));
    }

    [Theory]
    [InlineData(ErrorKind.InsecureConnection, 4)]
    [InlineData(ErrorKind.AuthenticationFailed, 3)]
    public async Task Listen_ends_with_what_made_the_connection_fail(ErrorKind kind, int code)
    {
        _client.Accounts.ConnectAsync(default, default).ThrowsAsyncForAnyArgs(new ChatSecureException(kind, "No."));

        Assert.Equal((ExitCode)code, await new CliRun(_client).RunAsync("listen"));
    }

    [Fact]
    public async Task Listen_ends_when_the_engine_gives_up_later()
    {
        _client
            .Accounts.ConnectAsync(default, default)
            .ReturnsForAnyArgs(_ =>
            {
                _client.Raise(
                    new ConnectionChanged(Alice, new(ConnectionState.Failed, ErrorKind.InsecureConnection, "The certificate changed."))
                );
                return Task.CompletedTask;
            });

        Assert.Equal(ExitCode.NoSecureConnection, await new CliRun(_client).RunAsync("listen"));
    }

    [Fact]
    public async Task History_gives_the_cursor_with_its_oldest_message()
    {
        _client
            .Conversations.HistoryAsync(default, default, default, default)
            .ReturnsForAnyArgs(new MessagePage([Incoming("a"), Incoming("b")], "c9"));
        var run = new CliRun(_client);

        Assert.Equal(ExitCode.Done, await run.RunAsync("history", "bob@example.net", "--limit", "2", "--before", "c10", "--json"));
        Assert.EndsWith(
            """
            "before":"c9"}
            """,
            run.OutputLines[0],
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("before", run.OutputLines[1], StringComparison.Ordinal);
        await _client.Conversations.Received(1).HistoryAsync(new(Alice, Bob), 2, "c10", Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Trust_means_verified_and_distrust_rejected()
    {
        await new CliRun(_client).RunAsync("trust", "bob@example.net", Key.ToGroupedString());
        await new CliRun(_client).RunAsync("distrust", "bob@example.net", Key.Hex.ToUpperInvariant());

        await _client.Trust.Received(1).SetTrustAsync(Alice, Bob, Key, TrustLevel.Verified, Arg.Any<CancellationToken>());
        await _client.Trust.Received(1).SetTrustAsync(Alice, Bob, Key, TrustLevel.Distrusted, Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Devices_end_with_the_uri_of_the_keys_that_are_verified()
    {
        _client
            .Trust.DevicesAsync(Alice, Bob, Arg.Any<CancellationToken>())
            .Returns([
                new DeviceInfo(Bob, new(7), Key, TrustLevel.Verified, false, false, true),
                new DeviceInfo(Bob, new(8), Fingerprint.FromBytes(new byte[32]), TrustLevel.Trusted, false, false, true),
            ]);
        var run = new CliRun(_client);

        await run.RunAsync("devices", "bob@example.net");

        Assert.EndsWith($"xmpp:bob@example.net?omemo-sid-7={Key.Hex}", run.Output.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_uri_is_trusted_for_the_keys_in_it_that_are_known()
    {
        _client
            .Trust.DevicesAsync(Alice, Bob, Arg.Any<CancellationToken>())
            .Returns([new DeviceInfo(Bob, new(7), Key, TrustLevel.Undecided, false, false, true)]);

        var uri = $"xmpp:bob@example.net?omemo-sid-7={Key.Hex};omemo-sid-8={new string('0', 64)}";
        Assert.Equal(ExitCode.Done, await new CliRun(_client).RunAsync("trust", "bob@example.net", uri));

        await _client.Trust.Received(1).SetTrustAsync(Alice, Bob, Key, TrustLevel.Verified, Arg.Any<CancellationToken>());
        await _client.Trust.ReceivedWithAnyArgs(1).SetTrustAsync(default, default, default, default, default);
    }

    [Theory]
    [InlineData("xmpp:carol@example.net?omemo-sid-7=")]
    [InlineData("xmpp:bob@example.net?omemo-sid-8=")]
    [InlineData("mailto:bob@example.net?omemo-sid-7=")]
    public async Task A_uri_of_another_address_or_with_unknown_keys_or_of_another_kind_decides_nothing(string uri)
    {
        _client
            .Trust.DevicesAsync(Alice, Bob, Arg.Any<CancellationToken>())
            .Returns([new DeviceInfo(Bob, new(7), Fingerprint.FromBytes(new byte[32]), TrustLevel.Undecided, false, false, true)]);

        Assert.Equal(ExitCode.Usage, await new CliRun(_client).RunAsync("trust", "bob@example.net", uri + Key.Hex));

        await _client.Trust.DidNotReceiveWithAnyArgs().SetTrustAsync(default, default, default, default, default);
    }

    [Fact]
    public async Task A_session_is_reset_online()
    {
        var run = new CliRun(_client);

        Assert.Equal(ExitCode.Done, await run.RunAsync("reset-session", "bob@example.net", Key.ToGroupedString()));

        Received.InOrder(() =>
        {
            _client.Accounts.ConnectAsync(Alice, Arg.Any<CancellationToken>());
            _client.Trust.ResetSessionAsync(Alice, Bob, Key, Arg.Any<CancellationToken>());
        });
        Assert.Contains(Key.ToGroupedString(), run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_device_is_removed_online()
    {
        var run = new CliRun(_client);

        Assert.Equal(ExitCode.Done, await run.RunAsync("devices", "remove", Key.ToGroupedString()));

        Received.InOrder(() =>
        {
            _client.Accounts.ConnectAsync(Alice, Arg.Any<CancellationToken>());
            _client.Trust.RemoveDeviceAsync(Alice, Key, Arg.Any<CancellationToken>());
        });
        Assert.Contains(Key.ToGroupedString(), run.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, await new CliRun(_client).RunAsync("devices", "remove"));
    }

    [Fact]
    public async Task Devices_of_a_stranger_are_asked_for_online()
    {
        _client
            .Trust.DevicesAsync(Alice, Bob, Arg.Any<CancellationToken>())
            .Returns([], [new DeviceInfo(Bob, new(7), Key, TrustLevel.Trusted, false, false, true)]);
        var run = new CliRun(_client);

        Assert.Equal(ExitCode.Done, await run.RunAsync("devices", "bob@example.net"));
        Assert.Contains(Key.ToGroupedString(), run.Output, StringComparison.Ordinal);
        await _client.Accounts.Received(1).ConnectAsync(Alice, Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task An_otr_key_is_listed_and_leaves_devices_to_be_asked_for()
    {
        var key = new DeviceInfo(Bob, default, Fingerprint.FromBytes(new byte[20]), TrustLevel.Trusted, false, false, false);
        _client
            .Trust.DevicesAsync(Alice, Bob, Arg.Any<CancellationToken>())
            .Returns([key], [new DeviceInfo(Bob, new(7), Key, TrustLevel.Trusted, false, false, true), key]);
        var run = new CliRun(_client);

        Assert.Equal(ExitCode.Done, await run.RunAsync("devices", "bob@example.net"));
        Assert.Contains($"7  {Key.ToGroupedString()}", run.Output, StringComparison.Ordinal);
        Assert.Contains("OTR  00000000 00000000 00000000 00000000 00000000  [trusted]", run.Output, StringComparison.Ordinal);
        await _client.Accounts.Received(1).ConnectAsync(Alice, Arg.Any<CancellationToken>());
    }

    [Theory]
    [InlineData("add")]
    [InlineData("remove")]
    [InlineData("accept")]
    [InlineData("block")]
    [InlineData("unblock")]
    public async Task Contacts_are_changed_online(string verb)
    {
        Assert.Equal(ExitCode.Done, await new CliRun(_client).RunAsync("contacts", verb, "bob@example.net"));

        var call = Assert.Single(_client.Contacts.ReceivedCalls());
        Assert.Equal(verb + "async", call.GetMethodInfo().Name, ignoreCase: true);
        Assert.Equal([Alice, Bob], call.GetArguments().Take(2));
        await _client.Accounts.Received(1).ConnectAsync(Alice, Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task The_doctor_tells_what_it_found_and_then_why_there_is_no_connection()
    {
        var client = FakeChatClient.With("alice@example.org");
        client
            .Accounts.ConnectAsync(Alice, Arg.Any<CancellationToken>())
            .ThrowsAsync(new ChatSecureException(ErrorKind.InsecureConnection, "The certificate is not the server's."));
        client
            .Accounts.DiagnoseAsync(Alice, Arg.Any<CancellationToken>())
            .Returns([new DoctorFinding("connection", "state", DoctorGrade.Bad, "no secure connection")]);
        var run = new CliRun(client);

        Assert.Equal(ExitCode.NoSecureConnection, await run.RunAsync("doctor"));
        Assert.Contains("no secure connection", string.Join('\n', run.OutputLines), StringComparison.Ordinal);
        Assert.Single(run.ErrorLines);
    }
}
