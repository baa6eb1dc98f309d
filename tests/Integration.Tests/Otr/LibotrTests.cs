// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Otr;
using ChatSecure.Encryption;

namespace ChatSecure.Integration.Tests.Otr;

/// <summary>Our OTR with libotr, a program that we did not write, in both roles.</summary>
public sealed class LibotrTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_key_exchange_works_whoever_asks_for_it(bool weAsk)
    {
        await using var pair = await LibotrPair.StartAsync();
        if (weAsk)
        {
            await pair.RunAsync(await pair.Machine.StartAsync(LibotrPair.Peer));
        }
        else
        {
            await pair.DoAsync("query");
        }

        var started = Assert.IsType<OtrSessionStarted>(Assert.Single(pair.Events));
        Assert.Equal(TrustLevel.Trusted, started.Trust);
        Assert.Equal(await pair.Libotr.StateAsync("mine"), started.Fingerprint.Hex);
        Assert.Equal(await pair.Libotr.StateAsync("fingerprint"), pair.Identity.Fingerprint.Hex);
        Assert.Equal("3", await pair.Libotr.StateAsync("version"));

        // Who commits first reveals, and reads out the first half.
        var status = await pair.Machine.GetStatusAsync(LibotrPair.Peer);
        Assert.Equal(OtrState.Encrypted, status.State);
        Assert.Equal(await pair.Libotr.StateAsync("ssid"), status.SessionId!.Replace(" ", string.Empty, StringComparison.Ordinal));
        Assert.Equal(!weAsk, status.IsFirstPartOurs);
    }

    [Fact]
    public async Task White_space_in_a_text_starts_a_conversation()
    {
        await using var pair = await LibotrPair.StartAsync("opportunistic", new OtrOptions { RequireEncryption = false });
        await pair.DoAsync("send", "hello in the clear");
        Assert.Equal("hello in the clear", Assert.IsType<OtrPlaintext>(pair.Received[0]).Text);
        Assert.Equal("encrypted", await pair.Libotr.StateAsync("state"));
    }

    [Fact]
    public async Task Our_white_space_starts_a_conversation()
    {
        await using var pair = await LibotrPair.StartAsync(
            "opportunistic",
            new OtrOptions { RequireEncryption = false, SendWhitespaceTag = true }
        );
        await pair.SendAsync("hello in the clear");
        Assert.Contains("plain hello in the clear", pair.Libotr.Told);
        Assert.Equal(OtrState.Encrypted, (await pair.Machine.GetStatusAsync(LibotrPair.Peer)).State);
    }

    [Fact]
    public async Task Keys_change_with_hundreds_of_messages_and_used_code_keys_are_revealed()
    {
        await using var pair = await LibotrPair.TalkAsync();
        for (var i = 0; i < 150; i++)
        {
            // Runs of one side, then of the other, then turn by turn.
            for (var k = 0; k <= i % 3; k++)
            {
                Assert.IsType<OtrSealed>(await pair.SendAsync($"ours {i} {k} é\n<b>"));
                Assert.Contains($"encrypted ours {i} {k} é\\n<b>", pair.Libotr.Told);
            }

            for (var k = 0; k <= i % 2; k++)
            {
                await pair.DoAsync("send", $"theirs {i} {k} ü");
                Assert.Equal($"theirs {i} {k} ü", pair.Texts.Last());
            }
        }

        Assert.DoesNotContain(pair.Received, received => received is OtrUnreadable or OtrPeerError);
        Assert.DoesNotContain(pair.Libotr.Told, line => line.StartsWith("event ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_unreadable_message_is_complained_about_and_a_new_conversation_begins()
    {
        await using var pair = await LibotrPair.TalkAsync();
        var sealed1 = Assert.IsType<OtrSealed>(await pair.Machine.SendAsync(LibotrPair.Peer, "flipped"));
        var body = sealed1.Messages[0].Body.ToCharArray();
        body[^40] = body[^40] == 'A' ? 'B' : 'A';
        pair.Machine.Complete(sealed1);
        var told = await pair.DoAsync("recv", new string(body));
        Assert.Contains(told, line => line.StartsWith("event rcvdmsg_unreadable", StringComparison.Ordinal));
        Assert.Contains(pair.Received, received => received is OtrPeerError);
        Assert.Contains(pair.Events, told => told is OtrSessionStarted { IsRenewal: true });
        await pair.SendAsync("again");
        Assert.Contains("encrypted again", pair.Libotr.Told);
    }

    [Fact]
    public async Task A_heartbeat_is_shown_by_neither_side()
    {
        await using var pair = await LibotrPair.TalkAsync(new OtrOptions { HeartbeatInterval = TimeSpan.Zero });
        await pair.DoAsync("send", "hi");
        Assert.Contains(pair.Libotr.Told, line => line.StartsWith("event log_heartbeat_rcvd", StringComparison.Ordinal));
        Assert.Equal("hi", Assert.Single(pair.Texts));
    }

    [Theory]
    [InlineData(220, 0)]
    [InlineData(0, 220)]
    [InlineData(60, 100)]
    public async Task Fragments_are_put_together_on_both_sides(int ours, int theirs)
    {
        await using var pair = await LibotrPair.TalkAsync(new OtrOptions { MaxMessageLength = ours }, theirs);
        var text = new string('x', 3000);
        await pair.SendAsync(text);
        Assert.Contains($"encrypted {text}", pair.Libotr.Told);
        await pair.DoAsync("send", text);
        Assert.Equal(text, Assert.Single(pair.Texts));
        Assert.Equal(ours != 0, pair.Wire.Any(message => message.IsOurs && message.Body.StartsWith("?OTR|", StringComparison.Ordinal)));
        Assert.Equal(theirs != 0, pair.Wire.Any(message => !message.IsOurs && message.Body.StartsWith("?OTR|", StringComparison.Ordinal)));
        foreach (var (isOurs, body) in pair.Wire)
        {
            var max = isOurs ? ours : theirs;
            Assert.True(max == 0 || body.Length <= max, $"{body.Length} characters, of {max}");
        }
    }

    [Theory]
    [InlineData(true, null, true)]
    [InlineData(true, null, false)]
    [InlineData(true, "Who?", true)]
    [InlineData(true, "Who?", false)]
    [InlineData(false, null, true)]
    [InlineData(false, null, false)]
    [InlineData(false, "Who?", true)]
    [InlineData(false, "Who?", false)]
    public async Task Secrets_are_compared(bool weBegin, string? question, bool areEqual)
    {
        await using var pair = await LibotrPair.TalkAsync();
        var answer = areEqual ? "secret" : "guess";
        if (weBegin)
        {
            await pair.RunAsync(await pair.Machine.StartSmpAsync(LibotrPair.Peer, LibotrPair.Secret("secret"), question));
            Assert.Contains(question is null ? "smp_request" : $"smp_request question {question}", pair.Libotr.Told);
            await pair.DoAsync("smpanswer", answer);
        }
        else
        {
            await (question is null ? pair.DoAsync("smp", "secret") : pair.DoAsync("smpq", $"{question}|secret"));
            Assert.Equal((OtrSmpProgress.Asked, question), Smp(pair) is var asked ? (asked.Progress, asked.Question) : default);
            await pair.RunAsync(await pair.Machine.AnswerSmpAsync(LibotrPair.Peer, LibotrPair.Secret(answer)));
        }

        Assert.Equal(areEqual ? OtrSmpProgress.Succeeded : OtrSmpProgress.Failed, Smp(pair).Progress);
        Assert.Contains(areEqual ? "smp success" : "smp fail", pair.Libotr.Told);

        // Who only answered a question has verified nobody.
        var verified = areEqual && (weBegin || question is null);
        Assert.Equal(verified ? TrustLevel.Verified : TrustLevel.Trusted, (await pair.Machine.GetStatusAsync(LibotrPair.Peer)).Trust);
    }

    [Fact]
    public async Task A_comparison_can_be_given_up_by_both_sides_and_begun_anew()
    {
        await using var pair = await LibotrPair.TalkAsync();
        await pair.RunAsync(await pair.Machine.StartSmpAsync(LibotrPair.Peer, LibotrPair.Secret("a")));
        await pair.RunAsync(await pair.Machine.AbortSmpAsync(LibotrPair.Peer));
        Assert.Contains("smp aborted", pair.Libotr.Told);
        await pair.DoAsync("smp", "b");
        await pair.DoAsync("smpabort");
        Assert.Equal(OtrSmpProgress.Aborted, Smp(pair).Progress);
        await pair.DoAsync("smp", "c");
        await pair.RunAsync(await pair.Machine.AnswerSmpAsync(LibotrPair.Peer, LibotrPair.Secret("c")));
        Assert.Equal(OtrSmpProgress.Succeeded, Smp(pair).Progress);
    }

    [Fact]
    public async Task The_extra_key_is_the_same_on_both_sides()
    {
        await using var pair = await LibotrPair.TalkAsync();
        var (step, key) = await pair.Machine.UseExtraKeyAsync(LibotrPair.Peer, 7, "which file"u8.ToArray());
        await pair.RunAsync(step);
        Assert.Contains($"symkey use=7 key={Convert.ToHexStringLower(key)}", pair.Libotr.Told);
        await pair.DoAsync("symkey");
        var offered = Assert.IsType<OtrExtraKeyOffered>(pair.Events[^1]);
        Assert.Contains($"symkey use={offered.Use} key={Convert.ToHexStringLower(offered.Key)} mine=1", pair.Libotr.Told);
    }

    [Fact]
    public async Task What_the_peer_ended_blocks_sending_until_a_person_decides()
    {
        await using var pair = await LibotrPair.TalkAsync();
        await pair.DoAsync("finish");
        Assert.IsType<OtrSessionEnded>(pair.Events[^1]);
        Assert.Equal(OtrRefusal.Finished, Assert.IsType<OtrNotSent>(await pair.SendAsync("secret")).Reason);
        Assert.DoesNotContain(pair.Libotr.Told, line => line.Contains("secret", StringComparison.Ordinal));
        await pair.RunAsync(await pair.Machine.EndAsync(LibotrPair.Peer));
        Assert.Equal(OtrState.Plaintext, (await pair.Machine.GetStatusAsync(LibotrPair.Peer)).State);
    }

    [Fact]
    public async Task What_we_end_is_finished_for_the_peer()
    {
        await using var pair = await LibotrPair.TalkAsync();
        await pair.SendAsync("last words");
        await pair.RunAsync(await pair.Machine.EndAsync(LibotrPair.Peer));
        Assert.Equal("finished", await pair.Libotr.StateAsync("state"));
    }

    [Fact]
    public async Task Version_2_is_refused()
    {
        await using var pair = await LibotrPair.StartAsync("v2");
        await pair.DoAsync("query");
        await pair.RunAsync(await pair.Machine.StartAsync(LibotrPair.Peer));
        Assert.Empty(pair.Events);
        Assert.Equal("plaintext", await pair.Libotr.StateAsync("state"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(200)]
    public async Task Version_2_is_spoken_where_it_is_allowed(int maxMessage)
    {
        var options = new OtrOptions { AllowVersion2 = true, MaxMessageLength = maxMessage };
        await using var pair = await LibotrPair.TalkAsync(options, maxMessage, "v2");
        Assert.Equal("2", await pair.Libotr.StateAsync("version"));
        await pair.SendAsync("ours");
        await pair.DoAsync("send", "theirs");
        Assert.Contains("encrypted ours", pair.Libotr.Told);
        Assert.Equal("theirs", Assert.Single(pair.Texts));
        await pair.DoAsync("smp", "secret");
        await pair.RunAsync(await pair.Machine.AnswerSmpAsync(LibotrPair.Peer, LibotrPair.Secret("secret")));
        Assert.Equal(OtrSmpProgress.Succeeded, Smp(pair).Progress);
    }

    private static OtrSmpChanged Smp(LibotrPair pair) => pair.Events.OfType<OtrSmpChanged>().Last();
}
