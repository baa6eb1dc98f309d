// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network.Modules;
using ChatSecure.Network.Routing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Discovery;

namespace ChatSecure.Network.Xeps.Capabilities;

/// <summary>Entity capabilities (XEP-0115): announces what we can do, and knows what others can do with few requests. An answer is shared among all who
/// announce the same hash only if the hash is right, so nobody can speak for others. Asks only when the app wants to know, so that a flood of presences causes
/// no requests. Safe for concurrent use.</summary>
public sealed class CapabilitiesModule : IXmppModule
{
    /// <summary>The greatest number of addresses whose capabilities are remembered; the announcements of further ones are not.</summary>
    public const int MaxAddresses = 10_000;

    /// <summary>The greatest number of characters in all announcements that are remembered, addresses included.</summary>
    public const int MaxCharacters = 4 * 1024 * 1024;

    /// <summary>The greatest number of verified answers that are remembered; further ones push out the oldest.</summary>
    public const int MaxAnswers = 200;

    private readonly DiscoveryModule _discovery;
    private readonly string _node;
    private readonly Lock _lock = new();
    private readonly Dictionary<Jid, EntityCapabilities> _announced = [];
    private int _characters;
    private readonly Dictionary<string, DiscoInfo> _verified = [];
    private readonly Queue<string> _verifiedOrder = [];

    /// <summary>Creates the module.</summary>
    /// <param name="discovery">Knows our features, and asks for those of others.</param>
    /// <param name="node">Names our software by a URI: the app's own, since others show it.</param>
    public CapabilitiesModule(DiscoveryModule discovery, string node = "app:unbranded")
    {
        _discovery = discovery;
        _node = node;
        discovery.IsOwnNode = asked => asked == $"{_node}#{Own.Version}";
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Features { get; } = [EntityCapabilities.Namespace];

    /// <summary>What we announce: computed from the features of all modules of the client.</summary>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InvalidInput"/>: the app's name, type or features hold a <c>&lt;</c>.</exception>
    public EntityCapabilities Own =>
        new(
            _node,
            CapabilitiesHash.Algorithm,
            CapabilitiesHash.Compute(_discovery.OwnInfo)
                ?? throw new ChatSecureException(ErrorKind.InvalidInput, "The client's name, type and features must not hold a '<'.")
        );

    /// <inheritdoc/>
    public void Attach(IXmppSession session, StanzaRouter router)
    {
        router.HandlePresence(NoteAsync);
        router.OnSessionStarted(
            (resumed, _) =>
            {
                if (!resumed)
                {
                    lock (_lock)
                    {
                        _announced.Clear();
                        _characters = 0;
                    }
                }

                return Task.CompletedTask;
            }
        );
    }

    /// <summary>Tells what somebody can do: from memory if it announced a hash for which a right answer is known, else by asking it.</summary>
    /// <param name="address">The full address.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>What it is and can do.</returns>
    /// <exception cref="StanzaErrorException">It does not say.</exception>
    /// <exception cref="ChatSecureException">The answer is malformed or none came, or we are offline.</exception>
    public async Task<DiscoInfo> QueryAsync(Jid address, CancellationToken cancellationToken = default)
    {
        EntityCapabilities? announced;
        lock (_lock)
        {
            if (
                _announced.TryGetValue(address, out announced)
                && announced.Hash == CapabilitiesHash.Algorithm
                && _verified.TryGetValue(announced.Version, out var known)
            )
            {
                return known;
            }
        }

        var node = announced is null ? null : $"{announced.Node}#{announced.Version}";
        var info = await _discovery.QueryInfoAsync(address, node, cancellationToken).ConfigureAwait(false);
        if (announced?.Hash == CapabilitiesHash.Algorithm && CapabilitiesHash.Compute(info) == announced.Version)
        {
            Remember(announced.Version, CapabilitiesHash.Covered(info));
        }

        return info;
    }

    private ValueTask NoteAsync(PresenceStanza presence, CancellationToken cancellationToken)
    {
        if (presence.From is not { IsBare: false } from)
        {
            return ValueTask.CompletedTask;
        }

        lock (_lock)
        {
            if (presence.Type == "unavailable")
            {
                Forget(from);
            }
            // A presence without capabilities says nothing new: servers may leave out what has not changed (XEP-0115, section 8.4).
            else if (presence.Type is null && EntityCapabilities.Read(presence) is { } announced)
            {
                Forget(from);
                var size = Size(from, announced);
                if (_announced.Count < MaxAddresses && _characters + size <= MaxCharacters)
                {
                    _announced.Add(from, announced);
                    _characters += size;
                }
            }
        }

        return ValueTask.CompletedTask;
    }

    private void Forget(Jid address)
    {
        if (_announced.Remove(address, out var announced))
        {
            _characters -= Size(address, announced);
        }
    }

    private static int Size(Jid address, EntityCapabilities announced) =>
        (address.Local?.Length ?? 0)
        + address.Domain.Length
        + (address.Resource?.Length ?? 0)
        + announced.Node.Length
        + announced.Hash.Length
        + announced.Version.Length;

    private void Remember(string version, DiscoInfo info)
    {
        lock (_lock)
        {
            if (!_verified.TryAdd(version, info))
            {
                return;
            }

            _verifiedOrder.Enqueue(version);
            if (_verifiedOrder.Count > MaxAnswers)
            {
                _verified.Remove(_verifiedOrder.Dequeue());
            }
        }
    }
}
