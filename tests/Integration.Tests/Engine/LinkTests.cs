// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Clients;
using ChatSecure.Core;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Integration.Tests.Network;
using ChatSecure.Messaging;

namespace ChatSecure.Integration.Tests.Engine;

/// <summary>What links lead to, asked at a real web server and told over a real XMPP server.</summary>
public sealed class LinkTests(ProsodyServer server)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(EncryptionChoice.Auto, EncryptionKind.Omemo2, true)]
    [InlineData(EncryptionChoice.Omemo, EncryptionKind.Omemo, false)]
    [InlineData(EncryptionChoice.None, EncryptionKind.None, true)]
    public async Task What_a_person_had_fetched_of_a_link_arrives_as_protected_as_the_text(
        EncryptionChoice choice,
        EncryptionKind kind,
        bool isTold
    )
    {
        await using var alice = await TestApp.StartAsync(options: new() { PrivateFileHosts = new HashSet<string> { "localhost" } });
        await alice.AddAccountAsync(server, $"alice-{Guid.NewGuid():N}");
        await using var proxy = new RelayProxy();
        await using var bob = await TestApp.StartAsync(options: new() { Route = settings => settings with { Proxy = proxy.Url("http") } });
        var way = $"127.0.0.1:{server.Port}";
        proxy.Routes[way] = server.Port;
        await bob.AddAccountAsync(server, $"bob-{Guid.NewGuid():N}");
        var secret = $"{Guid.NewGuid():N}";
        var page = await PublishAsync(alice, bob, secret);

        var link = await alice.Client.Conversations.FetchLinkAsync(alice.Account, page);
        Assert.Equal((page.OriginalString, $"Tea {secret}", "Grüße"), (link.Address, link.Title, link.Description));

        var sent = await alice.Client.Conversations.SendAsync(alice.With(bob), new($"See {page}", choice) { Links = [link] });
        await sent.Acked.WaitAsync(_patience);
        var heard = await bob.WaitForMessageAsync($"See {page}");
        Assert.Equal(kind, heard.Encryption);
        Assert.Equal(isTold ? [link] : [], heard.Links);
        Assert.Equal(heard.Links, (await bob.Client.Conversations.HistoryAsync(bob.With(alice))).Messages[^1].Links);

        // Nobody asked for Bob, and nobody on the way reads it unless the text stands there, too.
        Assert.Equal([way], proxy.Asked.Distinct());
        Assert.Equal(choice == EncryptionChoice.None, server.Holds($"Tea {secret}"));
    }

    [Fact]
    public async Task A_link_is_asked_through_the_proxy_or_not_at_all_and_never_at_a_private_host()
    {
        await using var alice = await TestApp.StartAsync();
        await alice.AddAccountAsync(server, $"alice-{Guid.NewGuid():N}");
        await using var proxy = new RelayProxy();
        await using var bob = await TestApp.StartAsync(options: new() { Route = settings => settings with { Proxy = proxy.Url("http") } });
        var way = $"127.0.0.1:{server.Port}";
        proxy.Routes[way] = server.Port;
        await bob.AddAccountAsync(server, $"bob-{Guid.NewGuid():N}");
        var page = await PublishAsync(alice, bob, "plain");

        // The account's own server is a private host here: files may come from it, but no link that anybody writes leads there.
        foreach (var app in new[] { alice, bob })
        {
            await RefusedAsync(ErrorKind.InsecureConnection, app, page);
            await RefusedAsync(ErrorKind.InsecureConnection, app, new($"https://127.0.0.1:{server.HttpsPort}/"));
        }

        Assert.Equal([way], proxy.Asked.Distinct());

        // A name is for the proxy to look up, and no other way is tried.
        await RefusedAsync(ErrorKind.Unreachable, bob, new("https://pages.example.org/tea"));
        Assert.Contains("pages.example.org:443", proxy.Asked);

        await bob.Client.Privacy.SetAsync(bob.Account, new() { LinkPreviews = false });
        var asked = proxy.Asked.Count;
        await RefusedAsync(ErrorKind.NotSupported, bob, new("https://pages.example.org/tea"));
        Assert.Equal(asked, proxy.Asked.Count);
    }

    // A page that does not hold its title as people read it.
    private static async Task<Uri> PublishAsync(TestApp owner, TestApp peer, string secret)
    {
        var page = Encoding.UTF8.GetBytes(
            $"<!doctype html><head><title>T&#101;a {secret}</title><meta name=description content='Gr&uuml;&szlig;e'></head>"
        );
        var file = new OutgoingAttachment(_ => ValueTask.FromResult<Stream>(new MemoryStream(page)))
        {
            FileName = "tea.html",
            MediaType = "text/html",
        };
        var sent = await owner.Client.Conversations.SendAsync(
            owner.With(peer),
            new("the page", EncryptionChoice.None) { Attachments = [file] }
        );
        await sent.Acked.WaitAsync(_patience);
        return new((await peer.WaitForMessageAsync("the page")).Attachments[0].Source!);
    }

    private static async Task RefusedAsync(ErrorKind kind, TestApp app, Uri link) =>
        Assert.Equal(
            kind,
            (await Assert.ThrowsAsync<ChatSecureException>(() => app.Client.Conversations.FetchLinkAsync(app.Account, link))).Kind
        );
}
