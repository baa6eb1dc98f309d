// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ChatSecure.Network.Xml;

namespace ChatSecure.Testing.Server;

/// <summary>The tokens that a server has given out (XEP-0484): for each installation the one in use and the one that is to follow.</summary>
internal sealed class TokenBook
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string User, string Agent), (Token? Current, Token? New)> _slots = [];

    /// <summary>Makes a token.</summary>
    public XmppElement Issue(string user, string agent, string mechanism, DateTimeOffset expiry)
    {
        var token = new Token(mechanism, "token:" + Convert.ToHexString(RandomNumberGenerator.GetBytes(16)), expiry);
        lock (_lock)
        {
            _slots[(user, agent)] = (_slots.GetValueOrDefault((user, agent)).Current, token);
        }

        return new XmppElement("token", ServerOffer.Fast)
        {
            ["token"] = token.Secret,
            ["expiry"] = expiry.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        };
    }

    /// <summary>Forgets the tokens of an installation.</summary>
    public void Invalidate(string user, string agent)
    {
        lock (_lock)
        {
            _slots.Remove((user, agent));
        }
    }

    /// <summary>Forgets all.</summary>
    public void Revoke()
    {
        lock (_lock)
        {
            _slots.Clear();
        }
    }

    /// <summary>Checks a login by token.</summary>
    /// <returns>The server's proof; null if the login is refused.</returns>
    public byte[]? Check(string user, string agent, string mechanism, byte[] hash, byte[] binding, int count, DateTimeOffset now)
    {
        lock (_lock)
        {
            var (current, next) = _slots.GetValueOrDefault((user, agent));
            foreach (var token in new[] { next, current })
            {
                if (
                    token is not null
                    && token.Mechanism == mechanism
                    && token.Expiry > now
                    && count > token.Count
                    && Hash(token, "Initiator", binding).SequenceEqual(hash)
                )
                {
                    token.Count = count;
                    _slots[(user, agent)] = (token, token == next ? null : next);
                    return Hash(token, "Responder", binding);
                }
            }

            return null;
        }
    }

    private static byte[] Hash(Token token, string role, byte[] binding)
    {
        byte[] message = [.. Encoding.UTF8.GetBytes(role), .. binding];
        return HMACSHA256.HashData(Encoding.UTF8.GetBytes(token.Secret), message);
    }

    private sealed record Token(string Mechanism, string Secret, DateTimeOffset Expiry)
    {
        public int Count { get; set; }
    }
}
