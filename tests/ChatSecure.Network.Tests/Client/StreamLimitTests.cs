// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xml;
using ChatSecure.Testing.Server;

namespace ChatSecure.Network.Tests.Client;

/// <summary>XEP-0478: the server says how large a stanza it takes, and ends the stream over a larger one.</summary>
public sealed class StreamLimitTests
{
    private const string Limits = "urn:xmpp:stream-limits:0";
    private static readonly Jid _bob = Jid.Parse("bob@example.test");

    [Theory]
    [InlineData("20000", 19_000, 21_000)]
    [InlineData("5", 9_000, 11_000)]
    [InlineData("a lot", 250_000, 270_000)]
    [InlineData(null, 250_000, 270_000)]
    public async Task What_is_larger_than_the_server_takes_is_not_sent_and_costs_no_stream(string? limit, int fits, int tooLarge)
    {
        await using var server = ScriptedXmppServer.Start(
            new() { Tamper = element => element.Is("features", XmppStreamReader.StreamNamespace) ? Limit(element, limit) : element }
        );
        var (client, session) = await TestClient.ConnectAsync(server);
        await using var _ = client;

        var error = await Assert.ThrowsAsync<ChatSecureException>(async () =>
            await client.Client.SendAckedAsync(new MessageStanza(_bob) { Body = new string('x', tooLarge) })
        );
        await client.Client.SendAckedAsync(new MessageStanza(_bob) { Body = new string('y', fits) });

        Assert.Equal((ErrorKind.InvalidInput, "too-large"), (error.Kind, error.Condition));
        Assert.Equal(new string('y', fits), new MessageStanza(await session.ExpectAsync("message")).Body);
    }

    private static XmppElement Limit(XmppElement features, string? bytes)
    {
        if (bytes is not null)
        {
            var limits = new XmppElement("limits", Limits);
            limits.Add(new XmppElement("max-bytes", Limits) { Text = bytes });
            features.Add(limits);
        }

        return features;
    }
}
