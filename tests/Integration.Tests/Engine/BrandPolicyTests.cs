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

        await using var after = await TestApp.StartAsync(profile, StrictBrand());
        await after.ConnectAsync();

        var failed = await after.WaitForAsync<MessageChanged>(change => change.Message.State == DeliveryState.Failed);
        Assert.Equal((queued, "policy"), (failed.Message.Id, failed.Message.FailureReason));
        var refused = await Assert.ThrowsAsync<ChatSecureException>(() => after.SendAsync(peer, "again", EncryptionChoice.None));
        Assert.Equal((ErrorKind.CannotEncrypt, "policy"), (refused.Kind, refused.Condition));
        Assert.DoesNotContain(
            Directory.EnumerateFiles(server.DataPath, "*", SearchOption.AllDirectories),
            file => File.ReadAllText(file).Contains("written in the clear", StringComparison.Ordinal)
        );
    }

    private static Brand StrictBrand()
    {
        var folder = Directory.CreateTempSubdirectory("brand-").FullName;
        File.WriteAllText(
            Path.Combine(folder, "brand.json"),
            """{ "schemaVersion": 1, "id": "strict", "name": "Strict", "policy": { "requireEncryption": true } }"""
        );
        return Brand.Load(folder);
    }
}
