// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using System.Text;
using ChatSecure.Errors;
using ChatSecure.Network.Sasl;

namespace ChatSecure.Fuzz.Network;

/// <summary>What a server says at login: one line is one message. It knows no password, so it must never pass for the server.</summary>
internal static class SaslTargets
{
    private const string Nonce = "fyko+d2lbbFgONRv9qkxdawL";
    private static readonly SaslOffer _offer = new()
    {
        Mechanisms = ["SCRAM-SHA-1", "SCRAM-SHA-256", "PLAIN"],
        ChannelBindingTypes = null,
        Bindings = [],
        IsSecure = true,
        TlsVersion = "0304",
        History = LoginHistory.None,
    };

    public static void Exchange(ReadOnlySpan<byte> input)
    {
        var lines = Encoding.Latin1.GetString(input).Split('\n').Take(4).Select(Encoding.Latin1.GetBytes).ToList();
        using var scram = new ScramMechanism(ScramKind.All[^1], "user", RandomNumberGenerator.GetBytes(16), 'n', null, _offer, Nonce);
        Run(scram, lines);
        using var token = new HashedTokenMechanism("HT-SHA-256-NONE", "user", RandomNumberGenerator.GetBytes(16), []);
        Run(token, lines);
        _ = LoginHistory.Read(input.ToArray());
        FastToken.Read(input.ToArray())?.Dispose();
    }

    private static void Run(SaslMechanism mechanism, IReadOnlyList<byte[]> messages)
    {
        try
        {
            _ = mechanism.InitialResponse();
            foreach (var message in messages.SkipLast(1))
            {
                _ = mechanism.Respond(message);
            }

            mechanism.Complete(messages[^1]);
        }
        catch (ChatSecureException e) when (e.Kind is ErrorKind.Protocol or ErrorKind.AuthenticationFailed)
        {
            return;
        }

        throw new Finding("Somebody who does not know the password passed for the server.");
    }
}
