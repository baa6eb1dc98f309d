// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Otr;
using ChatSecure.Crypto.Otr.Smp;
using ChatSecure.Crypto.Otr.Wire;
using ChatSecure.Crypto.Primitives;
using ChatSecure.Crypto.Secrets;
using ChatSecure.Crypto.Tests.Support;
using ChatSecure.Encryption;
using ChatSecure.Errors;

namespace ChatSecure.Crypto.Tests.Otr;

public sealed class SmpTests
{
    private readonly SmpProtocol _protocol = new(new SeededRandom(1));

    [Theory]
    [InlineData("secret", null, OtrSmpProgress.Succeeded)]
    [InlineData("Secret", null, OtrSmpProgress.Failed)]
    [InlineData("secret", "Who?", OtrSmpProgress.Succeeded)]
    [InlineData("secret ", "Who?", OtrSmpProgress.Failed)]
    public async Task Both_sides_learn_whether_the_secrets_are_equal(string answer, string? question, OtrSmpProgress expected)
    {
        var (alice, bob) = await OtrPeer.TalkAsync();
        await RunAsync(alice, bob, await alice.Machine.StartSmpAsync(bob.Address, OtrPeer.Secret("secret"), question));
        Assert.Equal((OtrSmpProgress.Asked, question), (bob.Smp.Progress, bob.Smp.Question));
        var status = await bob.Machine.GetStatusAsync(alice.Address, TestContext.Current.CancellationToken);
        Assert.Equal((true, question), (status.IsSecretAsked, status.Question));
        Assert.Equal(OtrSmpProgress.InProgress, alice.Smp.Progress);
        await RunAsync(bob, alice, await bob.Machine.AnswerSmpAsync(alice.Address, OtrPeer.Secret(answer)));
        Assert.Equal((expected, expected), (alice.Smp.Progress, bob.Smp.Progress));
        status = await bob.Machine.GetStatusAsync(alice.Address, TestContext.Current.CancellationToken);
        Assert.Equal((false, null), (status.IsSecretAsked, status.Question));

        var succeeded = expected == OtrSmpProgress.Succeeded;
        Assert.Equal(succeeded ? TrustLevel.Verified : TrustLevel.Trusted, await TrustAsync(alice, bob));
        Assert.Equal(succeeded && question is null ? TrustLevel.Verified : TrustLevel.Trusted, await TrustAsync(bob, alice));
    }

    [Fact]
    public async Task It_works_before_anybody_decided_about_keys()
    {
        var (alice, bob) = await OtrPeer.TalkAsync(policy: TrustPolicy.Manual);
        await RunAsync(alice, bob, await alice.Machine.StartSmpAsync(bob.Address, OtrPeer.Secret("secret")));
        await RunAsync(bob, alice, await bob.Machine.AnswerSmpAsync(alice.Address, OtrPeer.Secret("secret")));
        Assert.Equal(TrustLevel.Verified, await TrustAsync(alice, bob));
        await alice.SendAsync(bob, "text");
        Assert.Equal("text", Assert.Single(bob.Texts));
    }

    [Fact]
    public async Task Giving_up_ends_it_on_both_sides()
    {
        var (alice, bob) = await OtrPeer.TalkAsync();
        await RunAsync(alice, bob, await alice.Machine.StartSmpAsync(bob.Address, OtrPeer.Secret("a")));
        await RunAsync(bob, alice, await bob.Machine.AbortSmpAsync(alice.Address));
        Assert.Equal((OtrSmpProgress.Aborted, OtrSmpProgress.Aborted), (alice.Smp.Progress, bob.Smp.Progress));
        await Assert.ThrowsAsync<ChatSecureException>(async () => await bob.Machine.AnswerSmpAsync(alice.Address, OtrPeer.Secret("a")));
    }

    [Fact]
    public async Task Beginning_anew_gives_up_what_was_under_way()
    {
        var (alice, bob) = await OtrPeer.TalkAsync();
        await RunAsync(alice, bob, await alice.Machine.StartSmpAsync(bob.Address, OtrPeer.Secret("a")));
        await RunAsync(alice, bob, await alice.Machine.StartSmpAsync(bob.Address, OtrPeer.Secret("b")));
        Assert.Contains(bob.Events, told => told is OtrSmpChanged { Progress: OtrSmpProgress.Aborted });
        await RunAsync(bob, alice, await bob.Machine.AnswerSmpAsync(alice.Address, OtrPeer.Secret("b")));
        Assert.Equal(OtrSmpProgress.Succeeded, alice.Smp.Progress);
    }

    [Fact]
    public async Task When_both_begin_both_start_over()
    {
        var (alice, bob) = await OtrPeer.TalkAsync();
        var first = alice.Complete(await alice.Machine.StartSmpAsync(bob.Address, OtrPeer.Secret("a")));
        await RunAsync(bob, alice, await bob.Machine.StartSmpAsync(alice.Address, OtrPeer.Secret("a")));
        await Link.RunAsync(alice, bob, first);
        Assert.Equal(OtrSmpProgress.Aborted, alice.Smp.Progress);
    }

    [Fact]
    public async Task The_end_of_the_conversation_gives_up_the_comparison()
    {
        var (alice, bob) = await OtrPeer.TalkAsync();
        await RunAsync(alice, bob, await alice.Machine.StartSmpAsync(bob.Address, OtrPeer.Secret("a")));
        await RunAsync(bob, alice, await bob.Machine.EndAsync(alice.Address));
        Assert.Equal(OtrSmpProgress.Aborted, alice.Smp.Progress);
        await Assert.ThrowsAsync<ChatSecureException>(async () => await alice.Machine.AbortSmpAsync(bob.Address));
    }

    [Theory]
    [InlineData(Tlv.Smp2)]
    [InlineData(Tlv.Smp3)]
    [InlineData(Tlv.Smp4)]
    public async Task A_message_out_of_turn_is_answered_by_giving_up(int type)
    {
        var (alice, _) = await OtrPeer.PairAsync();
        var forge = new OtrForge();
        await forge.TalkAsync(alice);
        var answer = Assert.Single(await OtrForge.GiveAsync(alice, forge.Seal(alice, string.Empty, new Tlv((ushort)type, new byte[100]))));
        Assert.Equal(Tlv.SmpAbort, Assert.Single(forge.Open(answer.Body).Records).Type);
        Assert.DoesNotContain(alice.Events, told => told is OtrSmpChanged);
    }

    [Fact]
    public async Task A_false_proof_fails_the_comparison()
    {
        var (alice, _) = await OtrPeer.PairAsync();
        var forge = new OtrForge();
        await forge.TalkAsync(alice);
        var (_, message) = _protocol.Begin(Secret(1));
        message[^1] ^= 1;
        var answer = Assert.Single(await OtrForge.GiveAsync(alice, forge.Seal(alice, string.Empty, new Tlv(Tlv.Smp1, message))));
        Assert.Equal(Tlv.SmpAbort, Assert.Single(forge.Open(answer.Body).Records).Type);
        Assert.Equal(OtrSmpProgress.Failed, alice.Smp.Progress);
        Assert.Equal(TrustLevel.Trusted, alice.Smp.Trust);
    }

    [Fact]
    public async Task Beginning_over_and_over_is_bounded()
    {
        var (alice, _) = await OtrPeer.PairAsync();
        var forge = new OtrForge();
        await forge.TalkAsync(alice);
        var (_, message) = _protocol.Begin(Secret(1));
        for (var i = 0; i < 20; i++)
        {
            await OtrForge.GiveAsync(alice, forge.Seal(alice, string.Empty, new Tlv(Tlv.Smp1, message)));
        }

        Assert.Equal(9, alice.Events.OfType<OtrSmpChanged>().Count(told => told.Progress == OtrSmpProgress.Asked));
    }

    [Fact]
    public void Every_number_of_every_message_is_proven()
    {
        using var secret = Secret(1);
        var (begun, first) = _protocol.Begin(Secret(1));
        var asked = SmpProtocol.ReadFirst(first, null)!;
        var (answered, second) = _protocol.Answer(asked, secret);
        var (compared, third) = _protocol.Compare(begun, second)!.Value;
        var (areEqual, fourth) = _protocol.Conclude(answered, third)!.Value;
        Assert.True(areEqual);
        Assert.True(SmpProtocol.Finish(compared, fourth));

        AssertAllCount(first, message => SmpProtocol.ReadFirst(message, null) is not null);
        AssertAllCount(second, message => _protocol.Compare(begun, message) is not null);
        AssertAllCount(third, message => _protocol.Conclude(answered, message) is not null);
        AssertAllCount(fourth, message => SmpProtocol.Finish(compared, message) is not null);
    }

    [Fact]
    public void Numbers_outside_of_the_group_are_refused()
    {
        using var secret = Secret(1);
        var (begun, first) = _protocol.Begin(Secret(1));
        var (answered, second) = _protocol.Answer(SmpProtocol.ReadFirst(first, null)!, secret);
        var (compared, third) = _protocol.Compare(begun, second)!.Value;
        var (_, fourth) = _protocol.Conclude(answered, third)!.Value;
        foreach (byte[] bad in new byte[][] { [], [1], MinusOne() })
        {
            Assert.All([0, 3], at => Assert.Null(SmpProtocol.ReadFirst(Replace(first, at, bad), null)));
            Assert.All([0, 3, 6, 7], at => Assert.Null(_protocol.Compare(begun, Replace(second, at, bad))));
            Assert.All([0, 1, 5], at => Assert.Null(_protocol.Conclude(answered, Replace(third, at, bad))));
            Assert.Null(SmpProtocol.Finish(compared, Replace(fourth, 0, bad)));
        }
    }

    [Fact]
    public void Coordinates_of_our_own_are_refused()
    {
        using var secret = Secret(1);
        var (begun, first) = _protocol.Begin(Secret(1));
        var (answered, second) = _protocol.Answer(SmpProtocol.ReadFirst(first, null)!, secret);
        var (_, third) = _protocol.Compare(begun, second)!.Value;
        Assert.Null(_protocol.Conclude(answered, Replace(third, 0, answered.Pb)));
        Assert.Null(_protocol.Conclude(answered, Replace(third, 1, answered.Qb)));

        // Even with proofs that hold: a peer who knows the exponents of ours.
        var forged = answered with
        {
            Pb = Numbers(third)[0],
        };
        Assert.Null(_protocol.Conclude(forged, third));
        forged = answered with { Qb = Numbers(third)[1] };
        Assert.Null(_protocol.Conclude(forged, third));
    }

    [Fact]
    public async Task What_people_enter_is_bounded()
    {
        var (alice, bob) = await OtrPeer.TalkAsync();
        await RefusedAsync(alice.Machine.StartSmpAsync(bob.Address, default));
        await RefusedAsync(alice.Machine.StartSmpAsync(bob.Address, new byte[4097]));
        await RefusedAsync(alice.Machine.StartSmpAsync(bob.Address, new byte[1], new string('?', 1001)));
        await RefusedAsync(alice.Machine.StartSmpAsync(bob.Address, new byte[1], "a\0b"));
        await RefusedAsync(alice.Machine.AnswerSmpAsync(bob.Address, new byte[1]));
        await RefusedAsync(bob.Machine.StartSmpAsync(OtrForge.Address, new byte[1]));

        static async Task RefusedAsync(ValueTask<OtrStep> step) =>
            Assert.Equal(ErrorKind.InvalidInput, (await Assert.ThrowsAsync<ChatSecureException>(async () => await step)).Kind);
    }

    private static async Task RunAsync(OtrPeer from, OtrPeer to, OtrStep step) => await Link.RunAsync(from, to, from.Complete(step));

    private static async Task<TrustLevel> TrustAsync(OtrPeer of, OtrPeer peer) => (await of.Machine.GetStatusAsync(peer.Address)).Trust;

    private static SecretBytes Secret(byte number)
    {
        var secret = new SecretBytes(32);
        secret.Span[0] = number;
        return secret;
    }

    private static void AssertAllCount(byte[] message, Func<byte[], bool> holds)
    {
        Assert.True(holds(message));
        var numbers = Numbers(message);
        for (var i = 0; i < numbers.Count; i++)
        {
            var changed = numbers[i].ToArray();
            changed[^1] ^= 4;
            Assert.False(holds(Replace(message, i, changed)), $"number {i}");
        }

        Assert.False(holds([.. message, 0]));
        Assert.False(holds(message[..^1]));
        message = message.ToArray();
        message[3]++;
        Assert.False(holds(message));
    }

    private static List<byte[]> Numbers(byte[] message)
    {
        var reader = new OtrReader(message);
        var count = reader.Int();
        var numbers = new List<byte[]>();
        for (var i = 0; i < count; i++)
        {
            numbers.Add(reader.GroupNumber());
        }

        return numbers;
    }

    private static byte[] Replace(byte[] message, int index, byte[] number)
    {
        var numbers = Numbers(message);
        numbers[index] = number;
        using var writer = new OtrWriter(stackalloc byte[4096]);
        writer.Int((uint)numbers.Count);
        foreach (var item in numbers)
        {
            writer.Mpi(item);
        }

        return writer.ToArray();
    }

    // -1 squared is 1, and 2^-1 is (p + 1) / 2.
    private static byte[] MinusOne()
    {
        var (one, two) = (new byte[ModpGroup.Size], new byte[ModpGroup.Size]);
        (one[^1], two[^1]) = (1, 2);
        var half = new System.Numerics.BigInteger(ModpGroup.Divide(one, two), isUnsigned: true, isBigEndian: true);
        return ((2 * half) - 2).ToByteArray(isUnsigned: true, isBigEndian: true);
    }
}
