// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using System.Text;
using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network;
using ChatSecure.Network.Sasl;
using ChatSecure.Network.Streams;
using ChatSecure.Network.Streams.Sasl2;
using ChatSecure.Network.Xml;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChatSecure.Fuzz.Network;

/// <summary>A login by SASL2 with all that can go with it, to a server that knows neither the password nor the token. The input is a stream: what the server offered the last time,
/// what it offers now, and what it answers.</summary>
internal static class LoginTarget
{
    private const string Secret = "a secret";

    private static readonly Jid _account = Jid.Parse("juliet@capulet.example");

    public static void Negotiate(ReadOnlySpan<byte> input)
    {
        var elements = XmlTargets.Elements(input.ToArray());
        if (elements.Count < 2)
        {
            return;
        }

        Run(elements[0], elements[1], elements.Skip(2), goesAhead: true, hasToken: true);
        Run(elements[0], elements[1], elements.Skip(2), goesAhead: true, hasToken: false);
        Run(elements[0], elements[1], elements.Skip(2), goesAhead: false, hasToken: false);
    }

    private static void Run(XmppElement former, XmppElement now, IEnumerable<XmppElement> answers, bool goesAhead, bool hasToken)
    {
        var transport = new FuzzTransport(answers);
        var token = new InMemoryClientRecord();
        if (hasToken)
        {
            using var kept = new FastToken("HT-SHA-256-NONE", RandomNumberGenerator.GetBytes(32), DateTimeOffset.MaxValue, 0);
            token.WriteAsync(kept.Write()).AsTask().GetAwaiter().GetResult();
        }

        var options = new XmppClientOptions { Account = _account, Password = _ => ValueTask.FromResult(Encoding.UTF8.GetBytes(Secret)) };
        var negotiation = new Negotiation(new XmppStream(transport), options, new StreamManagement())
        {
            Resource = "balcony",
            FormerAddress = _account.WithResource("former"),
            FormerFeatures = null,
            History = LoginHistory.None with { Features = Encoding.UTF8.GetString(former.ToUtf8()) },
            Tokens = new(token, TimeProvider.System),
            Phases = new(NullLogger.Instance),
        };
        try
        {
            if (goesAhead && Sasl2Step.GoAheadAsync(negotiation, CancellationToken.None).AsTask().GetAwaiter().GetResult() is { } ahead)
            {
                transport.Sent.Add(XmppStream.Encode(ahead));
                Finding.Unless(!Shows(transport), "The password itself goes out before anybody has asked for it.");
            }

            _ = new Sasl2Step().RunAsync(negotiation, now, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        }
        catch (ChatSecureException)
        {
            // Refused.
        }
        finally
        {
            negotiation.Ahead?.Dispose();
            transport.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }

        Finding.Unless(negotiation.Mechanism is null or "PLAIN", "Somebody who does not know the password passed for the server.");
        Finding.Unless(negotiation.BoundAddress is not { } bound || bound.Bare == _account, "The server made somebody else of us.");
        Finding.Unless(!Shows(transport) || !OffersScram(now), "The password itself goes to a server that has something better.");
    }

    private static bool OffersScram(XmppElement features) =>
        features
            .Child("authentication", Sasl2Offer.Namespace)
            ?.Elements("mechanism", Sasl2Offer.Namespace)
            .Any(mechanism => ScramKind.All.Any(kind => kind.Name == mechanism.Text)) == true;

    private static bool Shows(FuzzTransport transport) =>
        transport.Sent.Any(sent =>
            sent.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0juliet\0{Secret}")))) >= 0
        );
}
