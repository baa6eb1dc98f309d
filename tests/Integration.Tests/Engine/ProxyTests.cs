// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Integration.Tests.Network;
using ChatSecure.Messaging;

namespace ChatSecure.Integration.Tests.Engine;

/// <summary>Accounts of one app that go through one proxy, such as Tor.</summary>
public sealed class ProxyTests(ProsodyServer server)
{
    [Fact]
    public async Task Two_accounts_are_two_users_to_it_also_with_their_files()
    {
        await using var proxy = new RelayProxy();
        var stream = $"{server.Domain}:5222";
        var files = $"localhost:{server.HttpsPort}";
        proxy.Routes[stream] = server.Port;
        proxy.Routes[files] = server.HttpsPort;
        await using var app = await TestApp.StartAsync(options: new() { PrivateFileHosts = new HashSet<string> { "localhost" } });
        await using var peer = await GroupScenes.NewAppAsync(server, "peer");
        foreach (var user in new[] { "work", "home" })
        {
            var settings = TestApp.SettingsFor(server, $"{user}-{Guid.NewGuid():N}") with { Server = null, Proxy = proxy.Url("socks5") };
            await app.Client.Accounts.AddAsync(new AddAccountRequest(settings, Encoding.UTF8.GetBytes("a good password"), Register: true));
            var file = new OutgoingAttachment(_ => ValueTask.FromResult<Stream>(new MemoryStream([1, 2, 3]))) { FileName = "three.bin" };
            var sent = await app.Client.Conversations.SendAsync(
                new(settings.Jid, peer.Account),
                new OutgoingMessage(string.Empty, EncryptionChoice.None) { Attachments = [file] }
            );
            await sent.Acked.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        }

        var users = proxy.Users.ToArray();
        Assert.All(proxy.Asked, place => Assert.Contains(place, new[] { stream, files }));
        Assert.Equal(proxy.Asked.Count, users.Length);
        var byStream = users.Where(user => user.Place == stream).Select(user => user.User).Distinct().ToArray();
        var byFiles = users.Where(user => user.Place == files).Select(user => user.User).Distinct().ToArray();
        Assert.Equal(2, byStream.Length);
        Assert.Equal(byStream.Order(), byFiles.Order());
    }
}
