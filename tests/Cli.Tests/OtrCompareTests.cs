// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Cli.Hosting;
using ChatSecure.Cli.Tests.Fakes;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using NSubstitute;
using static ChatSecure.Cli.Tests.Fakes.Samples;

namespace ChatSecure.Cli.Tests;

/// <summary>Private conversations (OTR): comparing secrets in one command, and how it stands.</summary>
public sealed class OtrCompareTests
{
    private readonly FakeChatClient _client = FakeChatClient.With("alice@example.org");

    public OtrCompareTests()
    {
        Stands(OtrState.Plaintext);
        _client.Otr.StartAsync(default, default, default).ReturnsForAnyArgs(_ => Happens(new(Alice, Bob, OtrState.Encrypted, Key)));
    }

    private void Stands(OtrState state, bool isAsked = false) =>
        _client
            .Otr.StatusAsync(default, default, default)
            .ReturnsForAnyArgs(new OtrStatus(state, Bob, state == OtrState.Encrypted ? Key : null, IsSecretAsked: isAsked));

    private Task Happens(OtrChanged changed)
    {
        _client.Raise(changed);
        return Task.CompletedTask;
    }

    private void EndsWith(OtrSmpProgress progress, TrustLevel trust = TrustLevel.Verified) =>
        _client
            .Otr.CompareSecretsAsync(default, default, default!, default, default)
            .ReturnsForAnyArgs(_ =>
            {
                _client.Raise(new OtrChanged(Alice, Bob, OtrState.Encrypted, Key, TrustLevel.Trusted, OtrSmpProgress.InProgress));
                return Happens(new(Alice, Bob, OtrState.Encrypted, Key, trust, progress));
            });

    private async Task<(ExitCode Code, CliRun Run)> CompareAsync(params string[] options)
    {
        var run = new CliRun(_client) { Variables = { ["SECRET"] = "the cat" } };
        return (await run.RunAsync(["otr", "compare", "bob@example.net", "--secret-env", "SECRET", .. options]), run);
    }

    [Fact]
    public async Task A_comparison_begins_a_private_conversation_if_there_is_none()
    {
        EndsWith(OtrSmpProgress.Succeeded);

        var (code, run) = await CompareAsync("--question", "Whose?", "--json");

        Assert.Equal(ExitCode.Done, code);
        Assert.Equal(
            $$"""{"with":"bob@example.net","state":"encrypted","fingerprint":"{{Key.Hex}}","trust":"verified","smp":"succeeded"}""",
            Assert.Single(run.OutputLines)
        );
        await _client.Otr.Received(1).StartAsync(Alice, Bob, Arg.Any<CancellationToken>());
        await _client.Otr.Received(1).CompareSecretsAsync(Alice, Bob, "the cat", "Whose?", Arg.Any<CancellationToken>());
    }

    [Theory]
    [InlineData(OtrSmpProgress.Failed)]
    [InlineData(OtrSmpProgress.Aborted)]
    public async Task Secrets_that_differ_or_a_side_that_gives_up_end_with_1(OtrSmpProgress progress)
    {
        Stands(OtrState.Encrypted);
        EndsWith(progress);

        var (code, run) = await CompareAsync();

        Assert.Equal(ExitCode.Failed, code);
        Assert.Single(run.ErrorLines);
        await _client.Otr.DidNotReceiveWithAnyArgs().StartAsync(default, default, default);
    }

    [Fact]
    public async Task Who_answers_waits_to_be_asked_and_hears_nobody_else()
    {
        EndsWith(OtrSmpProgress.Succeeded, TrustLevel.Trusted);
        _client
            .Otr.StatusAsync(default, default, default)
            .ReturnsForAnyArgs(_ =>
            {
                // Somebody else asks, too; and for their secret nothing is said.
                var carol = Addressing.Jid.Parse("carol@example.net");
                _client.Raise(new OtrChanged(Alice, carol, OtrState.Encrypted, Key, TrustLevel.Trusted, OtrSmpProgress.Asked, "Mine?"));
                _client.Raise(
                    new OtrChanged(Alice, Bob, OtrState.Encrypted, Key, TrustLevel.Trusted, OtrSmpProgress.Asked, "Whose\u001b?")
                );
                return new OtrStatus(OtrState.Plaintext);
            });

        var (code, run) = await CompareAsync("--answer");

        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("Whose", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Mine", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Output);
        await _client.Otr.Received(1).CompareSecretsAsync(Alice, Bob, "the cat", null, Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Who_was_asked_already_answers_at_once()
    {
        Stands(OtrState.Encrypted, isAsked: true);
        EndsWith(OtrSmpProgress.Succeeded);
        Assert.Equal(ExitCode.Done, (await CompareAsync("--answer")).Code);
    }

    [Fact]
    public async Task Nobody_there_ends_with_7()
    {
        _client.Otr.StartAsync(default, default, default).ReturnsForAnyArgs(Task.CompletedTask);
        Assert.Equal(ExitCode.TimedOut, (await CompareAsync("--timeout", "0.1")).Code);
    }

    [Fact]
    public async Task A_secret_is_not_an_argument_and_an_answer_no_question()
    {
        Assert.Equal(ExitCode.Usage, await new CliRun(_client).RunAsync("otr", "compare", "bob@example.net"));
        Assert.Equal(ExitCode.Usage, await new CliRun(_client).RunAsync("otr", "compare", "bob@example.net", "--secret-env", "SECRET"));
        Assert.Equal(ExitCode.Usage, (await CompareAsync("--answer", "--question", "Whose?")).Code);
        Assert.Empty(_client.Otr.ReceivedCalls());
    }

    [Fact]
    public async Task How_it_stands_is_told_with_the_key()
    {
        _client
            .Otr.StatusAsync(default, default, default)
            .ReturnsForAnyArgs(new OtrStatus(OtrState.Encrypted, Bob, Key, TrustLevel.Trusted, "01234567 89abcdef", true, true));
        await using var rpc = new RpcRun(_client);
        Assert.Equal(
            $$"""{"with":"bob@example.net","state":"encrypted","fingerprint":"{{Key.Hex}}","trust":"trusted","sessionId":"01234567 89abcdef","secretAsked":true}""",
            (await rpc.CallAsync("otr.status", """{"account":"alice@example.org","with":"bob@example.net"}"""))
                .GetProperty("result")
                .GetRawText()
        );

        Stands(OtrState.Plaintext);
        Assert.Equal(
            """{"with":"bob@example.net","state":"plaintext"}""",
            (await rpc.CallAsync("otr.status", """{"account":"alice@example.org","with":"bob@example.net"}"""))
                .GetProperty("result")
                .GetRawText()
        );
    }
}
