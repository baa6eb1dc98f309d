// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using System.Text;
using ChatSecure.Addressing;

namespace ChatSecure.Network.Xeps.Onboarding;

/// <summary>The tokens that we gave out and that nobody has used. Bounded. Safe for concurrent use.</summary>
internal sealed class InvitationTokens(TimeProvider time)
{
    public const int MaxTokens = 100;

    // 32 letters and digits that can't be taken for one another, 128 bits in 26 of them.
    private const string Alphabet = "abcdefghijkmnpqrstuvwxyz23456789";
    private const int Length = 26;

    private readonly Lock _lock = new();
    private readonly List<InvitationToken> _tokens = [];

    public IReadOnlyList<InvitationToken> Outstanding
    {
        get
        {
            lock (_lock)
            {
                Forget();
                return [.. _tokens];
            }
        }
    }

    public InvitationToken Issue(TimeSpan validity, Jid? onlyFor)
    {
        var token = new InvitationToken(RandomNumberGenerator.GetString(Alphabet, Length), time.GetUtcNow() + validity, onlyFor?.Bare);
        Add(token);
        return token;
    }

    public void Add(InvitationToken token)
    {
        lock (_lock)
        {
            Forget();
            if (_tokens.Count == MaxTokens)
            {
                _tokens.RemoveAt(0);
            }

            _tokens.Add(token);
        }
    }

    /// <summary>Takes a token that counts for that address; it does not count again. Null if it is unknown, was used, has expired or is another's.</summary>
    public InvitationToken? Redeem(string value, Jid by)
    {
        lock (_lock)
        {
            Forget();
            InvitationToken? found = null;

            // All are compared, each in constant time: how long it takes tells nothing of the tokens.
            foreach (var token in _tokens)
            {
                if (CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token.Value), Encoding.UTF8.GetBytes(value)))
                {
                    found = token;
                }
            }

            if (found is null || (found.For is { } only && only != by.Bare))
            {
                return null;
            }

            _tokens.Remove(found);
            return found;
        }
    }

    private void Forget() => _tokens.RemoveAll(token => token.ExpiresAt <= time.GetUtcNow());
}
