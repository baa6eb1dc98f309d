// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Security.Cryptography;
using ChatSecure.Errors;
using ChatSecure.Network.Sasl;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Streams.Sasl2;

/// <summary>The task by which a server that stores one hash of the password learns another (XEP-0480), after both sides have proven themselves.</summary>
internal static class ScramUpgrade
{
    private const string Namespace = "urn:xmpp:scram-upgrade:0";
    private const string Prefix = "UPGR-";

    /// <summary>The task worth asking for: the strongest SCRAM, if the server has none as strong yet. One is enough, and more than one at a time ends in
    /// ejabberd 24.12 with the connection.</summary>
    /// <param name="offer">What the server offers.</param>
    /// <returns>Its name; null if there is none.</returns>
    public static string? Choose(Sasl2Offer offer) =>
        ScramKind
            .All.TakeWhile(kind => !offer.Sasl.Mechanisms.Contains(kind.Name))
            .Select(kind => Prefix + kind.Name)
            .FirstOrDefault(offer.Upgrades.Contains);

    /// <summary>Answers the server's salt.</summary>
    /// <param name="task">The task's name, as <see cref="Choose"/> gives it.</param>
    /// <param name="data">The server's <c>task-data</c>.</param>
    /// <param name="password">The password as it was entered.</param>
    /// <returns>The content of our <c>task-data</c>.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.Protocol"/>: the salt or the count is missing, malformed or not safe.</exception>
    public static XmppElement Answer(string task, XmppElement data, ReadOnlySpan<byte> password)
    {
        if (
            data.Child("salt", Namespace) is not { } salt
            || !int.TryParse(salt["iterations"], NumberStyles.None, CultureInfo.InvariantCulture, out var iterations)
        )
        {
            throw XmppStream.Unexpected("a salt");
        }

        var hash = ScramKind.All.First(kind => Prefix + kind.Name == task).Hash;
        var prepared = SaslPassword.Prepare(password);
        try
        {
            return new XmppElement("hash", Namespace)
            {
                Text = SaslData.Encode(ScramSalting.Derive(prepared, SaslData.Decode(salt.Text.Trim()), iterations, hash)),
            };
        }
        finally
        {
            CryptographicOperations.ZeroMemory(prepared);
        }
    }
}
