// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Messaging;

namespace ChatSecure.Integration.Tests.Engine;

/// <summary>What a brand demands holds in the engine, whatever was done before.</summary>
public sealed class BrandPolicyTests(ProsodyServer server)
{
    [Fact]
    public async Task Plain_text_that_was_queued_before_the_brand_forbade_it_is_not_sent()
    {
        var peer = Addressing.Jid.Parse(server.Jid("nobody-in-particular"));
        string profile;
        MessageId queued;
        await using (var before = await TestApp.StartAsync())
        {
            await before.AddAccountAsync(server, $"alice-{Guid.NewGuid().ToString("N")[..8]}");
            await before.DisconnectAsync();
            queued = (await before.SendAsync(peer, "written in the clear", EncryptionChoice.None)).Message.Id;
            profile = before.Profile;
        }

        await using var after = await TestApp.StartAsync(profile, Brand("""{ "requireEncryption": true }"""));
        await after.ConnectAsync();

        var failed = await after.WaitForAsync<MessageChanged>(change => change.Message.State == DeliveryState.Failed);
        Assert.Equal((queued, "policy"), (failed.Message.Id, failed.Message.FailureReason));
        var refused = await Assert.ThrowsAsync<ChatSecureException>(() => after.SendAsync(peer, "again", EncryptionChoice.None));
        Assert.Equal((ErrorKind.CannotEncrypt, "policy"), (refused.Kind, refused.Condition));
        Assert.False(server.Holds("written in the clear"));
    }

    [Fact]
    public async Task Where_only_verified_keys_count_what_was_trusted_before_gets_nothing_and_nobody_can_merely_trust()
    {
        await using var bob = await GroupScenes.NewAppAsync(server, "bob");
        var before = await GroupScenes.NewAppAsync(server, "alice");
        await before.DeliverAsync(bob, "trusted blindly");
        var key = (await before.Client.Trust.DevicesAsync(before.Account, bob.Account)).Single().Fingerprint!.Value;
        await before.DisposeAsync();

        await using var after = await TestApp.StartAsync(before.Profile, Brand("""{ "trust": "verifiedOnly" }"""));
        await after.ConnectAsync();
        var refused = await Assert.ThrowsAsync<ChatSecureException>(() => after.SendAsync(bob, "not sent"));
        Assert.Equal((ErrorKind.CannotEncrypt, "undecided"), (refused.Kind, refused.Condition));
        refused = await Assert.ThrowsAsync<ChatSecureException>(() =>
            after.Client.Trust.SetTrustAsync(after.Account, bob.Account, key, TrustLevel.Trusted)
        );
        Assert.Equal((ErrorKind.NotSupported, "policy"), (refused.Kind, refused.Condition));

        await after.Client.Trust.SetTrustAsync(after.Account, bob.Account, key, TrustLevel.Verified);
        await after.DeliverAsync(bob, "verified");
        await bob.WaitForMessageAsync("verified");
        Assert.DoesNotContain("not sent", bob.Received(after.Account));
    }

    private static Brand Brand(string policy)
    {
        var folder = Directory.CreateTempSubdirectory("brand-").FullName;
        File.WriteAllText(
            Path.Combine(folder, "brand.json"),
            $$"""{ "schemaVersion": 1, "id": "strict", "name": "Strict", "policy": {{policy}} }"""
        );
        return Branding.Brand.Load(folder);
    }
}
