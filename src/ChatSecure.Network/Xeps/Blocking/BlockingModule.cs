// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Immutable;
using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network.Modules;
using ChatSecure.Network.Routing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.Blocking;

/// <summary>Blocking (XEP-0191): the server keeps blocked addresses from reaching any of our devices. Safe for concurrent use.</summary>
public sealed class BlockingModule : IXmppModule
{
    /// <summary>The namespace, and the feature to look for at the server.</summary>
    public const string Namespace = "urn:xmpp:blocking";

    /// <summary>The greatest number of addresses in a list that is read.</summary>
    public const int MaxAddresses = 100_000;

    private IXmppSession? _session;

    /// <summary>Is told of changes by this and other devices, which the server sends after <see cref="FetchAsync"/> was called on the same session. Called
    /// one at a time; must not wait for requests.</summary>
    public Func<BlockingChange, CancellationToken, ValueTask>? Changed { get; set; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Features { get; } = [];

    /// <inheritdoc/>
    public void Attach(IXmppSession session, StanzaRouter router)
    {
        _session = session;
        router.HandleRequests("set", "block", Namespace, (request, token) => HandlePushAsync(request, isBlocked: true, token));
        router.HandleRequests("set", "unblock", Namespace, (request, token) => HandlePushAsync(request, isBlocked: false, token));
    }

    /// <summary>Reads the list of blocked addresses, and has the server send changes from now on.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The addresses; those that can't be read are left out.</returns>
    /// <exception cref="StanzaErrorException">The server does not offer blocking.</exception>
    /// <exception cref="ChatSecureException">The answer is malformed or too large (<see cref="ErrorKind.Protocol"/>), none came, or we are offline.</exception>
    public async Task<IReadOnlyList<Jid>> FetchAsync(CancellationToken cancellationToken = default)
    {
        var request = new IqStanza("get", new("blocklist", Namespace));
        var result = await _session.Attached().RequestAsync(request, cancellationToken).ConfigureAwait(false);
        return result.Payload is { Children.Count: <= MaxAddresses } list && list.Is("blocklist", Namespace)
            ? ReadAddresses(list)
            : throw new ChatSecureException(ErrorKind.Protocol, "The list of blocked addresses is malformed or too long.");
    }

    /// <summary>Blocks an address.</summary>
    /// <param name="address">A full or bare address, or a domain with all its addresses.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when the server blocks it.</returns>
    /// <exception cref="StanzaErrorException">The server refused.</exception>
    /// <exception cref="ChatSecureException">No answer came, or we are offline.</exception>
    public Task BlockAsync(Jid address, CancellationToken cancellationToken = default) => SendAsync("block", address, cancellationToken);

    /// <summary>Unblocks an address.</summary>
    /// <param name="address">An address that is in the list.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when the server no longer blocks it.</returns>
    /// <exception cref="StanzaErrorException">The server refused.</exception>
    /// <exception cref="ChatSecureException">No answer came, or we are offline.</exception>
    public Task UnblockAsync(Jid address, CancellationToken cancellationToken = default) =>
        SendAsync("unblock", address, cancellationToken);

    private Task<IqStanza> SendAsync(string name, Jid address, CancellationToken cancellationToken)
    {
        // Without an item, unblock would unblock everybody.
        if (address.IsEmpty)
        {
            throw new ArgumentException("An address is needed.", nameof(address));
        }

        var item = new XmppElement("item", Namespace) { ["jid"] = address.ToString() };
        return _session.Attached().RequestAsync(new("set", new XmppElement(name, Namespace).Add(item)), cancellationToken);
    }

    private async ValueTask<XmppElement?> HandlePushAsync(IqStanza request, bool isBlocked, CancellationToken cancellationToken)
    {
        if (!_session.Attached().IsOwnAccount(request))
        {
            throw new StanzaErrorException("service-unavailable");
        }

        // Blocking nobody means nothing, and an unblocking whose items can't be read must not look like one of everybody.
        if (request.Payload is not { Children.Count: <= MaxAddresses } change)
        {
            throw new StanzaErrorException("bad-request", "modify");
        }

        var addresses = ReadAddresses(change);
        if (addresses.Length == 0 && (isBlocked || change.Children.Count > 0))
        {
            throw new StanzaErrorException("bad-request", "modify");
        }

        if (Changed is { } changed)
        {
            await changed(new(isBlocked, addresses), cancellationToken).ConfigureAwait(false);
        }

        return null;
    }

    private static ImmutableArray<Jid> ReadAddresses(XmppElement list)
    {
        var addresses = ImmutableArray.CreateBuilder<Jid>();
        foreach (var item in list.Elements("item", Namespace))
        {
            if (Jid.TryParse(item["jid"], out var address))
            {
                addresses.Add(address);
            }
        }

        return addresses.ToImmutable();
    }
}
