// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Runtime.InteropServices;
using ChatSecure.Addressing;

namespace ChatSecure.Network.Routing;

/// <summary>Says whether we may react once more to somebody: a token bucket for each peer and kind, and one for all peers together. Bounded in memory, whoever
/// sends. Safe for concurrent use.</summary>
public sealed class ReactionBudget
{
    private readonly Lock _lock = new();
    private readonly Account[] _accounts;
    private readonly int _maxPeers;
    private readonly TimeProvider _time;

    /// <summary>Creates a full budget.</summary>
    /// <param name="limits">How much others can make us do.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ArgumentOutOfRangeException">A limit is not positive.</exception>
    public ReactionBudget(ReactionLimits limits, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limits.MaxPeers, nameof(limits));
        _maxPeers = limits.MaxPeers;
        _time = time;
        _accounts = [new(limits.Answers, Now), new(limits.Reports, Now), new(limits.Fetches, Now)];
    }

    private double Now => _time.GetTimestamp() / (double)_time.TimestampFrequency;

    /// <summary>Takes one reaction from the budget.</summary>
    /// <param name="kind">What we would do.</param>
    /// <param name="peer">Because of whom; the bare address counts. Empty for somebody whose address can't be read.</param>
    /// <returns>Whether to do it. If not, nothing is to be done or said.</returns>
    public bool TrySpend(ReactionKind kind, Jid peer)
    {
        lock (_lock)
        {
            var account = _accounts[(int)kind];
            var now = Now;
            ref var bucket = ref Find(account, peer.Bare, now);
            if (!bucket.Has(account.Limit.PeerBurst, account.Limit.PeerPerSecond, now))
            {
                return false;
            }

            if (!account.Total.Has(account.Limit.TotalBurst, account.Limit.TotalPerSecond, now))
            {
                return false;
            }

            bucket.Left--;
            account.Total.Left--;
            return true;
        }
    }

    private ref Bucket Find(Account account, Jid peer, double now)
    {
        if (!account.Peers.ContainsKey(peer) && account.Peers.Count >= _maxPeers)
        {
            // A bucket that is full again says nothing.
            foreach (var (other, bucket) in account.Peers)
            {
                if (bucket.Left + (now - bucket.At) * account.Limit.PeerPerSecond >= account.Limit.PeerBurst)
                {
                    account.Peers.Remove(other);
                }
            }

            if (account.Peers.Count >= _maxPeers)
            {
                return ref account.Others;
            }
        }

        ref var found = ref CollectionsMarshal.GetValueRefOrAddDefault(account.Peers, peer, out var exists);
        if (!exists)
        {
            found = new() { Left = account.Limit.PeerBurst, At = now };
        }

        return ref found;
    }

    private struct Bucket
    {
        public double Left;
        public double At;

        public bool Has(int burst, double perSecond, double now)
        {
            Left = Math.Min(burst, Left + Math.Max(0, now - At) * perSecond);
            At = now;
            return Left >= 1;
        }
    }

    private sealed class Account
    {
        public Account(ReactionLimit limit, double now)
        {
            ArgumentNullException.ThrowIfNull(limit);
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit.PeerBurst, nameof(limit));
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit.PeerPerSecond, nameof(limit));
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit.TotalBurst, nameof(limit));
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit.TotalPerSecond, nameof(limit));
            Limit = limit;
            Others = new() { Left = limit.PeerBurst, At = now };
            Total = new() { Left = limit.TotalBurst, At = now };
        }

        public ReactionLimit Limit { get; }

        public Dictionary<Jid, Bucket> Peers { get; } = [];

        public Bucket Others;
        public Bucket Total;
    }
}
