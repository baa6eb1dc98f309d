// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Network;
using ChatSecure.Network.Tests.Streams;

namespace ChatSecure.Benchmarks.Network;

/// <summary>How many round trips pass from opening a connection until stanzas flow and count (TCP and TLS included), for each way to log in, beside what is the
/// bar.</summary>
internal static class RoundTrips
{
    public static async Task<string> MeasureAsync()
    {
        var old = new ServerAddress("127.0.0.1", Port(Lab.OldStartTlsPort));
        var direct = new ServerAddress("127.0.0.1", Port(Lab.DirectTlsPort), TlsMode.Direct);
        string[] lines =
        [
            await CountAsync("STARTTLS, SASL and binding as RFC 6120 has them", 8, Options(Lab.OldAuthorityFile, old)),
            await CountAsync("direct TLS, SASL2 and Bind 2", 4, Options(Lab.AuthorityFile, direct) with { TokenRecord = null }),
            await CountAsync("direct TLS and a token (FAST)", 3, Options(Lab.AuthorityFile, direct)),
        ];
        return string.Join(Environment.NewLine, lines);
    }

    private static async Task<string> CountAsync(string way, int bar, XmppClientOptions options)
    {
        // The first login registers the account, the second one remembers what the server offers; the third is what happens each day.
        await using var counter = new FlightCounter(options.Server!);
        options = options with { Server = counter.Address };
        await ConnectAsync(options with { Register = true }, counter);
        await ConnectAsync(options, counter);
        var (flights, mechanism) = await ConnectAsync(options, counter);
        return $"{way}: {flights} round trips (bar: {bar}), {mechanism}";
    }

    private static async Task<(int Flights, string Mechanism)> ConnectAsync(XmppClientOptions options, FlightCounter counter)
    {
        await using var client = new XmppClient(options);
        await client.ConnectAsync();
        return client.Details is { StreamManagement: true } details
            ? (counter.Flights, details.SaslMechanism)
            : throw new InvalidOperationException("The server does not acknowledge stanzas.");
    }

    private static XmppClientOptions Options(string authorityFile, ServerAddress server) =>
        new()
        {
            Account = Jid.Parse($"trips-{Guid.NewGuid():N}@{Lab.Domain}"),
            Password = _ => ValueTask.FromResult("a password for benchmarks"u8.ToArray()),
            Server = server,
            ExtraAuthoritiesPem = File.ReadAllText(authorityFile),
        };

    private static int Port(string port) => int.Parse(port, CultureInfo.InvariantCulture);
}
