// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Immutable;
using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network.Modules;
using ChatSecure.Network.Routing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.Discovery;

/// <summary>Service discovery (XEP-0030): asks what others are and can do, and answers who asks us with the features of all modules. Safe for concurrent
/// use.</summary>
public sealed class DiscoveryModule : IXmppModule
{
    /// <summary>The namespace of lists of items.</summary>
    public const string ItemsNamespace = "http://jabber.org/protocol/disco#items";

    /// <summary>The greatest number of items that are read from one answer.</summary>
    public const int MaxItems = 10_000;

    private readonly DiscoIdentity _identity;
    private readonly IReadOnlyList<string> _appFeatures;
    private IXmppSession? _session;
    private StanzaRouter? _router;

    /// <summary>Creates the module.</summary>
    /// <param name="type">What kind of client this is, of the registered types of the category <c>client</c>, such as <c>pc</c>, <c>phone</c> or
    /// <c>console</c>.</param>
    /// <param name="name">What the app is called, for others to see; null for no name.</param>
    /// <param name="features">What the app itself handles beyond its modules, such as <see cref="Payloads.Receipts.Namespace"/>.</param>
    public DiscoveryModule(string type = "pc", string? name = null, IEnumerable<string>? features = null)
    {
        _identity = new("client", type, name);
        _appFeatures = [.. features ?? []];
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Features { get; } = [DiscoInfo.Namespace, ItemsNamespace];

    /// <summary>What we are and can do: the features of all modules that are attached to the same client, sorted.</summary>
    public DiscoInfo OwnInfo =>
        new(
            [_identity],
            [
                .. (_router?.Modules ?? [])
                    .SelectMany(module => module.Features)
                    .Concat(_appFeatures)
                    .Distinct()
                    .Order(StringComparer.Ordinal),
            ],
            []
        );

    /// <summary>Answers for nodes of ours, such as that of our capabilities (XEP-0115): whether it is one.</summary>
    internal Func<string, bool>? IsOwnNode { get; set; }

    /// <inheritdoc/>
    public void Attach(IXmppSession session, StanzaRouter router)
    {
        _session = session;
        _router = router;
        router.HandleRequests("get", "query", DiscoInfo.Namespace, AnswerInfo);
        router.HandleRequests("get", "query", ItemsNamespace, AnswerItems);
    }

    /// <summary>Asks what somebody is and can do.</summary>
    /// <param name="to">Whom to ask.</param>
    /// <param name="node">A node at that address; null for the address itself.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="StanzaErrorException">It was refused.</exception>
    /// <exception cref="ChatSecureException">The answer is malformed or too large (<see cref="ErrorKind.Protocol"/>), none came, or we are offline.</exception>
    public async Task<DiscoInfo> QueryInfoAsync(Jid to, string? node = null, CancellationToken cancellationToken = default)
    {
        var query = new XmppElement("query", DiscoInfo.Namespace) { ["node"] = node };
        var result = await _session.Attached().RequestAsync(new("get", query, to), cancellationToken).ConfigureAwait(false);
        return DiscoInfo.Read(result.Payload) ?? throw Malformed();
    }

    /// <summary>Asks what belongs to an address.</summary>
    /// <param name="to">Whom to ask.</param>
    /// <param name="node">A node at that address; null for the address itself.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The items; those without a valid address are left out.</returns>
    /// <exception cref="StanzaErrorException">It was refused.</exception>
    /// <exception cref="ChatSecureException">The answer is malformed or too large (<see cref="ErrorKind.Protocol"/>), none came, or we are offline.</exception>
    public async Task<IReadOnlyList<DiscoItem>> QueryItemsAsync(Jid to, string? node = null, CancellationToken cancellationToken = default)
    {
        var query = new XmppElement("query", ItemsNamespace) { ["node"] = node };
        var result = await _session.Attached().RequestAsync(new("get", query, to), cancellationToken).ConfigureAwait(false);
        if (result.Payload is not { } answer || !answer.Is("query", ItemsNamespace) || answer.Children.Count > MaxItems)
        {
            throw Malformed();
        }

        var items = ImmutableArray.CreateBuilder<DiscoItem>();
        foreach (var item in answer.Elements("item", ItemsNamespace))
        {
            if (Jid.TryParse(item["jid"], out var jid))
            {
                items.Add(new(jid, item["node"], item["name"]));
            }
        }

        return items.ToImmutable();
    }

    private static ChatSecureException Malformed() =>
        new(ErrorKind.Protocol, "The answer to a service discovery request is malformed or too large.");

    private ValueTask<XmppElement?> AnswerInfo(IqStanza request, CancellationToken cancellationToken)
    {
        var node = request.Payload?["node"];
        return node is null || IsOwnNode?.Invoke(node) == true
            ? ValueTask.FromResult<XmppElement?>(OwnInfo.ToElement(node))
            : throw new StanzaErrorException("item-not-found");
    }

    private ValueTask<XmppElement?> AnswerItems(IqStanza request, CancellationToken cancellationToken) =>
        request.Payload?["node"] is null
            ? ValueTask.FromResult<XmppElement?>(new("query", ItemsNamespace))
            : throw new StanzaErrorException("item-not-found");
}
