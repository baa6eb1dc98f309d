// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Crypto.Otr;
using ChatSecure.Crypto.Otr.Exchange;
using ChatSecure.Crypto.Otr.Messages;
using ChatSecure.Crypto.Secrets;
using ChatSecure.Crypto.Tests.Support;

namespace ChatSecure.Crypto.Tests.Otr;

/// <summary>A step that was computed and is not committed leaves no secret of its own behind, and takes none that is in use with it.</summary>
public sealed class DroppedStepTests
{
    [Theory]
    [InlineData("drop")]
    [InlineData("next step")]
    [InlineData("dispose")]
    public async Task The_secrets_of_a_dropped_step_are_zeroed_at_once(string how)
    {
        var (alice, bob) = await OtrPeer.PairAsync();
        var query = (await bob.Machine.StartAsync(alice.Address)).Messages[0].Body;

        // The commitment that answers a query has a key pair of its own.
        var dropped = await alice.Machine.ReceiveAsync(bob.Address, query);
        var own = Assert.IsType<DhKeyPair>(Assert.Single(dropped.Outcome.Made));
        own.Agree(own.Public, new byte[192]);
        switch (how)
        {
            case "drop":
                alice.Machine.Drop(dropped);
                Assert.Throws<InvalidOperationException>(() => alice.Machine.Complete(dropped));
                break;
            case "next step":
                await alice.Machine.ReceiveAsync(bob.Address, "hello");
                break;
            default:
                alice.Machine.Dispose();
                break;
        }

        Assert.Throws<ObjectDisposedException>(() => own.Agree(own.Public, new byte[192]));
    }

    [Fact]
    public async Task A_dropped_step_takes_nothing_with_it_that_is_in_use()
    {
        var (alice, bob) = await OtrPeer.TalkAsync();
        for (var round = 0; round < 3; round++)
        {
            // Each message of the other side makes a new key pair, or pairs keys anew.
            var message = bob.Complete(await bob.Machine.SendAsync(alice.Address, $"one {round}"))[0].Body;
            alice.Machine.Drop(await alice.Machine.ReceiveAsync(bob.Address, message));
            alice.Machine.Drop(await alice.Machine.StartSmpAsync(bob.Address, Encoding.UTF8.GetBytes("secret")));
            alice.Machine.Drop(await alice.Machine.EndAsync(bob.Address));
            await alice.ReceiveAsync(bob, message);
            await Link.RunAsync(alice, bob, alice.Complete(await alice.Machine.SendAsync(bob.Address, $"two {round}")));
        }

        Assert.Equal(["one 0", "one 1", "one 2"], alice.Texts);
        Assert.Equal(["two 0", "two 1", "two 2"], bob.Texts);
    }

    [Fact]
    public async Task A_step_that_was_completed_is_not_dropped_afterwards()
    {
        var (alice, bob) = await OtrPeer.TalkAsync();
        var sent = await alice.Machine.SendAsync(bob.Address, "hello");
        var body = alice.Complete(sent)[0].Body;
        alice.Machine.Drop(sent);
        await bob.ReceiveAsync(alice, body);
        Assert.Equal(["hello"], bob.Texts);
    }

    [Fact]
    public async Task A_comparison_that_is_dropped_leaves_no_secret()
    {
        var (alice, bob) = await OtrPeer.TalkAsync();
        var dropped = await alice.Machine.StartSmpAsync(bob.Address, Encoding.UTF8.GetBytes("secret"));
        var made = dropped.Outcome.Made.OfType<SecretBytes>().ToList();
        Assert.Equal(3, made.Count);

        alice.Machine.Drop(dropped);

        Assert.All(made, secret => Assert.Throws<ObjectDisposedException>(() => secret.Span.Length));
    }

    [Fact]
    public async Task A_key_that_was_made_before_is_the_account_s_unless_it_has_one()
    {
        var peer = await OtrPeer.OpenAsync("alice@example.org/phone", 1);
        using var fresh = OtrNewKey.Create(new SeededRandom(5));
        Assert.Equal(peer.Identity.Fingerprint, (await peer.Machine.OpenAsync(fresh)).Fingerprint);

        using var machine = new OtrMachine(peer.Address, new MemoryStateStore(), ChatSecure.Encryption.TrustPolicy.FirstUse);
        Assert.Equal(fresh.Fingerprint, (await machine.OpenAsync(fresh)).Fingerprint);
    }
}
