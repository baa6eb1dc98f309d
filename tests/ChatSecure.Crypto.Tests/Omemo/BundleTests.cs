// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Omemo;
using ChatSecure.Crypto.Tests.Support;
using ChatSecure.Encryption;

namespace ChatSecure.Crypto.Tests.Omemo;

public sealed class BundleTests
{
    private static readonly BundleForge Forge = new(42);

    public static TheoryData<string> Malformed =>
        [
            "null",
            "no prekeys",
            "identity too short",
            "identity type",
            "identity not canonical",
            "signed prekey type",
            "prekey type",
            "prekey too long",
            "signature too short",
            "signature of the key without its type",
            "signature by another key",
            "sign bit flipped",
        ];

    [Fact]
    public async Task A_good_bundle_starts_a_session()
    {
        var (alice, bob) = await Peer.PairAsync();
        var result = await alice.LearnBundleAsync(bob);
        Assert.True(result.Accepted);
        Assert.Equal(
            new DeviceInfo(bob.Account, bob.Id, bob.Fingerprint, TrustLevel.Trusted, IsOwn: false, IsThisDevice: false, IsActive: true),
            result.Device
        );
    }

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task A_malformed_bundle_costs_its_device_only(string fault)
    {
        var (alice, bob) = await Peer.PairAsync();
        var result = await alice.LearnBundleAsync(bob, Break(Forge.Good(), fault));
        Assert.False(result.Accepted);
        Assert.Null(result.Device);
        Assert.Equal(0, alice.Store.Count("axolotl.session"));
        Assert.Equal(0, alice.Store.Count("omemo.trust"));
        Assert.Null(Assert.Single(await alice.Machine.GetDevicesAsync(bob.Account)).Fingerprint);

        var carol = await Peer.OpenAsync("carol@example.com", 9);
        await alice.LearnListAsync(carol.Account, carol.Id);
        Assert.IsType<OmemoReady>(await alice.TryEncryptAsync("others are served", carol));
    }

    [Fact]
    public async Task A_malformed_bundle_leaves_an_existing_session_usable()
    {
        var (alice, bob) = await Peer.SessionAsync();
        await alice.LearnBundleAsync(bob, null);
        Assert.Equal("x", (await bob.ReceiveAsync(alice, await alice.SendAsync("x", bob))).Text());
    }

    [Theory]
    [MemberData(nameof(LowOrderPoints.All), MemberType = typeof(LowOrderPoints))]
    public async Task A_bundle_with_a_low_order_key_anywhere_is_refused(string point)
    {
        var (alice, bob) = await Peer.PairAsync();
        var low = Convert.FromHexString(point);
        OmemoBundle[] bundles =
        [
            Forge.With(low, Forge.OneTime),
            Forge.With(Forge.Signed, low),
            Forge.Good() with
            {
                IdentityKey = (byte[])[5, .. low],
            },
        ];
        foreach (var bundle in bundles)
        {
            Assert.False((await alice.LearnBundleAsync(bob, bundle)).Accepted);
            Assert.Equal(0, alice.Store.Count("axolotl.session"));
        }

        Assert.True((await alice.LearnBundleAsync(bob, Forge.Good())).Accepted);
    }

    [Fact]
    public async Task A_prekey_numbered_0_is_accepted()
    {
        var (alice, bob) = await Peer.PairAsync();
        var bundle = Forge.Good();
        bundle = bundle with { SignedPreKeyId = 0, PreKeys = [bundle.PreKeys[0] with { Id = 0 }] };
        Assert.True((await alice.LearnBundleAsync(bob, bundle)).Accepted);
    }

    [Fact]
    public async Task A_bundle_under_our_own_identity_or_for_this_device_is_refused()
    {
        var (alice, bob) = await Peer.PairAsync();
        Assert.False((await alice.LearnBundleAsync(bob, await alice.BundleAsync())).Accepted);
        var result = await alice.AddBundleAsync(alice.Account, alice.Id, Forge.Good());
        Assert.False(result.Accepted);
        Assert.Empty(result.Changes);
        Assert.False((await alice.AddBundleAsync(bob.Account, new DeviceId(0), Forge.Good())).Accepted);
    }

    [Fact]
    public async Task A_thousand_remembered_devices_of_one_owner_are_enough()
    {
        var (alice, bob) = await Peer.PairAsync();
        for (var id = 1u; id <= 1000; id++)
        {
            alice.Commit((await alice.AddBundleAsync(bob.Account, new(id), null)).Changes);
        }

        var result = await alice.AddBundleAsync(bob.Account, new(1001), Forge.Good());
        Assert.False(result.Accepted);
        Assert.Empty(result.Changes);

        var stranger = await Peer.OpenAsync("bob@example.net", 4);
        await stranger.LearnListAsync(alice.Account, alice.Id);
        var failed = await alice.TryDecryptAsync(stranger, await stranger.SendAsync("one more", alice));
        Assert.Equal(DecryptFailure.Invalid, Assert.IsType<OmemoFailed>(failed).Reason);
    }

    [Fact]
    public async Task Another_identity_key_of_a_known_device_waits_for_a_person_and_the_session_stays()
    {
        var (alice, bob) = await Peer.SessionAsync();
        var result = await alice.LearnBundleAsync(bob, Forge.Good());
        Assert.False(result.Accepted);
        Assert.Equal((Fingerprint.FromBytes(Forge.Identity), TrustLevel.Undecided), (result.Device!.Fingerprint, result.Device.Trust));

        var devices = await alice.Machine.GetDevicesAsync(bob.Account);
        Assert.Equal([bob.Fingerprint, Fingerprint.FromBytes(Forge.Identity)], devices.Select(device => device.Fingerprint));
        Assert.Equal([TrustLevel.Trusted, TrustLevel.Undecided], devices.Select(device => device.Trust));
        Assert.Equal("to the old key", (await bob.ReceiveAsync(alice, await alice.SendAsync("to the old key", bob))).Text());
    }

    [Theory]
    [InlineData(TrustLevel.Trusted)]
    [InlineData(TrustLevel.Verified)]
    public async Task Accepting_the_new_key_ends_the_old_session_and_asks_for_the_bundle_again(TrustLevel level)
    {
        var (alice, bob) = await Peer.SessionAsync();
        await alice.LearnBundleAsync(bob, Forge.Good());
        var changed = await alice.TrustAsync(bob.Account, Fingerprint.FromBytes(Forge.Identity), level);
        Assert.Equal((bob.Id, level), (Assert.Single(changed).Device, changed[0].Trust));
        Assert.Equal(0, alice.Store.Count("axolotl.session"));
        Assert.IsType<OmemoNeedsBundles>(await alice.EncryptAsync([bob.Account], new byte[1]));
        Assert.True((await alice.LearnBundleAsync(bob, Forge.Good())).Accepted);
        Assert.Equal(Fingerprint.FromBytes(Forge.Identity), Assert.Single(await alice.Machine.GetDevicesAsync(bob.Account)).Fingerprint);
    }

    [Fact]
    public async Task Rejecting_the_new_key_keeps_the_old_one_for_good()
    {
        var (alice, bob) = await Peer.SessionAsync();
        await alice.LearnBundleAsync(bob, Forge.Good());
        await alice.TrustAsync(bob.Account, Fingerprint.FromBytes(Forge.Identity), TrustLevel.Distrusted);
        var again = await alice.LearnBundleAsync(bob, Forge.Good());
        Assert.Equal((false, TrustLevel.Distrusted), (again.Accepted, again.Device!.Trust));
        Assert.Equal(bob.Fingerprint, Assert.Single(await alice.Machine.GetDevicesAsync(bob.Account)).Fingerprint);
        Assert.Equal("x", (await bob.ReceiveAsync(alice, await alice.SendAsync("x", bob))).Text());
    }

    [Fact]
    public async Task A_device_whose_old_session_is_gone_and_whose_new_key_waits_is_left_out_as_undecided()
    {
        var (alice, bob) = await Peer.PairAsync();
        await alice.LearnBundleAsync(bob);
        await alice.LearnBundleAsync(bob, Forge.Good());
        foreach (var session in alice.Store.Keys("axolotl.session").ToList())
        {
            alice.Commit([new("axolotl.session", session, null)]);
        }

        // The engine would ask for the bundle again and again if the machine did.
        alice.Commit([new("axolotl.device", $"{bob.Account}/{bob.Id.Value:D10}", WithoutSessions(bob.Fingerprint, Forge.Identity))]);
        Assert.Equal(new OmemoNoRecipients(bob.Account, OmemoExclusion.Undecided), await alice.EncryptAsync([bob.Account], new byte[1]));
    }

    private static byte[] WithoutSessions(Fingerprint identity, byte[] pending) =>
        new ChatSecure.Crypto.Omemo.State.DeviceRecord { Identity = Key(identity.ToBytes()), Pending = Key(pending) }.Serialize();

    private static ChatSecure.Crypto.Omemo.Wire.IdentityKey Key(byte[] key) =>
        Formats.Of(EncryptionKind.Omemo).DecodeIdentity((byte[])[5, .. key])!;

    private static OmemoBundle? Break(OmemoBundle bundle, string fault)
    {
        byte[] notCanonical = [0xf0, .. Enumerable.Repeat((byte)0xff, 30), 0x7f];
        var flipped = bundle.SignedPreKeySignature.ToArray();
        flipped[63] ^= 0x80;
        var untyped = new byte[64];
        ChatSecure.Crypto.Primitives.BouncyCastleCurve25519.Instance.Sign(Forge.IdentityPrivate, Forge.Signed, new byte[32], untyped);
        return fault switch
        {
            "null" => null,
            "no prekeys" => bundle with { PreKeys = [] },
            "identity too short" => bundle with { IdentityKey = bundle.IdentityKey[..32] },
            "identity type" => bundle with { IdentityKey = (byte[])[6, .. bundle.IdentityKey[1..].Span] },
            "identity not canonical" => bundle with { IdentityKey = (byte[])[5, .. notCanonical] },
            "signed prekey type" => bundle with { SignedPreKey = (byte[])[0, .. bundle.SignedPreKey[1..].Span] },
            "prekey type" => bundle with { PreKeys = [new(1, (byte[])[0, .. Forge.OneTime])] },
            "prekey too long" => bundle with { PreKeys = [new(1, (byte[])[5, .. Forge.OneTime, 0])] },
            "signature too short" => bundle with { SignedPreKeySignature = bundle.SignedPreKeySignature[..63] },
            "signature of the key without its type" => bundle with { SignedPreKeySignature = untyped },
            "signature by another key" => bundle with
            {
                SignedPreKeySignature = new BundleForge(43).With(Forge.Signed, Forge.OneTime).SignedPreKeySignature,
            },
            "sign bit flipped" => bundle with { SignedPreKeySignature = flipped },
            _ => throw new ArgumentOutOfRangeException(nameof(fault)),
        };
    }
}
