// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network.Modules;
using ChatSecure.Network.Routing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Discovery;
using ChatSecure.Network.Xml;
using Microsoft.Extensions.Logging;

namespace ChatSecure.Network.Xeps.PubSub;

/// <summary>Personal eventing (XEP-0163): nodes of accounts (XEP-0060) to which items are published, and whose events are sent to who may see them. Safe for
/// concurrent use.</summary>
public sealed partial class PubSubModule : IXmppModule
{
    private readonly Dictionary<string, Func<PubSubEvent, CancellationToken, ValueTask>> _handlers = [];
    private IXmppSession? _session;

    /// <summary>The nodes whose events we want, as <c>+notify</c> features: servers send only these (XEP-0163, section 4.2).</summary>
    public IReadOnlyList<string> Features => [.. _handlers.Keys.Select(node => $"{node}+notify")];

    /// <inheritdoc/>
    public void Attach(IXmppSession session, StanzaRouter router)
    {
        _session = session;
        router.HandleMessages("event", PubSubPayload.EventNamespace, HandleEventAsync);
    }

    /// <summary>Handles the events of a node, whoever owns it, and advertises that we want them. To be called before the client first connects.</summary>
    /// <param name="node">The node.</param>
    /// <param name="handler">Is called one at a time, in stanza order; must not wait for requests. Looks at <see cref="PubSubEvent.Origin"/> to know of whom
    /// the event speaks.</param>
    /// <exception cref="InvalidOperationException">That node has a handler already.</exception>
    public void HandleEvents(string node, Func<PubSubEvent, CancellationToken, ValueTask> handler)
    {
        if (!_handlers.TryAdd(node, handler))
        {
            throw new InvalidOperationException($"Two modules handle events of {node}.");
        }
    }

    /// <summary>Publishes an item at a node of our own account, which is made if it is not there. The node is configured as the options say, or nothing is
    /// published: a node that is configured otherwise is reconfigured once.</summary>
    /// <param name="node">The node.</param>
    /// <param name="itemId">The item's id; an item with the same id is replaced.</param>
    /// <param name="payload">The item's content.</param>
    /// <param name="options">How the node must be configured.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when it is published.</returns>
    /// <exception cref="StanzaErrorException">The server refused.</exception>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.NotSupported"/>: the item is not for everybody and the server does not offer to check who
    /// may read it before publishing (XEP-0223). Or no answer came, or we are offline.</exception>
    public async Task PublishAsync(
        string node,
        string itemId,
        XmppElement payload,
        PublishOptions options,
        CancellationToken cancellationToken = default
    )
    {
        var session = _session.Attached();
        if (options.Access != AccessModel.Open && !await HasPublishOptionsAsync(session, cancellationToken).ConfigureAwait(false))
        {
            throw new ChatSecureException(ErrorKind.NotSupported, "The server can't guarantee who may read what would be published.");
        }

        await new Publication(session, node, itemId, payload).PublishAsync(options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads items of a node.</summary>
    /// <param name="owner">The bare address whose node it is.</param>
    /// <param name="node">The node.</param>
    /// <param name="itemId">The id of the one item to read; null for all.</param>
    /// <param name="max">The greatest number of items, the newest ones; null for all.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The items; none if there is no such node or item.</returns>
    /// <exception cref="StanzaErrorException">We may not read it, or the server refused otherwise.</exception>
    /// <exception cref="ChatSecureException">The answer is malformed or has more than 1000 items (<see cref="ErrorKind.Protocol"/>), none came, or we are
    /// offline.</exception>
    public async Task<IReadOnlyList<PubSubItem>> GetItemsAsync(
        Jid owner,
        string node,
        string? itemId = null,
        int? max = null,
        CancellationToken cancellationToken = default
    )
    {
        var request = new IqStanza("get", PubSubPayload.WriteItemsQuery(node, itemId, max), owner.Bare);
        try
        {
            var result = await _session.Attached().RequestAsync(request, cancellationToken).ConfigureAwait(false);
            return PubSubPayload.ReadAnswer(result.Payload, node)
                ?? throw new ChatSecureException(ErrorKind.Protocol, "The items that the server sent are malformed or too many.");
        }
        catch (StanzaErrorException error) when (error.Condition == "item-not-found")
        {
            return [];
        }
    }

    /// <summary>Removes an item from a node of our own account, and tells who is notified of the node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="itemId">The item's id.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when it is removed, or was not there.</returns>
    /// <exception cref="StanzaErrorException">The server refused.</exception>
    /// <exception cref="ChatSecureException">No answer came, or we are offline.</exception>
    public Task DeleteItemAsync(string node, string itemId, CancellationToken cancellationToken = default) =>
        DeleteAsync(PubSubPayload.WriteRetract(node, itemId), cancellationToken);

    /// <summary>Removes a node of our own account with all that is in it (XEP-0060, section 8.4).</summary>
    /// <param name="node">The node.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when it is removed, or was not there.</returns>
    /// <exception cref="StanzaErrorException">The server refused.</exception>
    /// <exception cref="ChatSecureException">No answer came, or we are offline.</exception>
    public Task DeleteNodeAsync(string node, CancellationToken cancellationToken = default) =>
        DeleteAsync(PubSubPayload.WriteDelete(node), cancellationToken);

    private async Task DeleteAsync(XmppElement payload, CancellationToken cancellationToken)
    {
        try
        {
            await _session.Attached().RequestAsync(new IqStanza("set", payload), cancellationToken).ConfigureAwait(false);
        }
        catch (StanzaErrorException error) when (error.Condition == "item-not-found")
        {
            // It was not there.
        }
    }

    private static async Task<bool> HasPublishOptionsAsync(IXmppSession session, CancellationToken cancellationToken)
    {
        var request = new IqStanza("get", new("query", DiscoInfo.Namespace), session.Account);
        var result = await session.RequestAsync(request, cancellationToken).ConfigureAwait(false);
        return DiscoInfo.Read(result.Payload)?.HasFeature(PubSubPayload.OptionsFeature) == true;
    }

    private async ValueTask<bool> HandleEventAsync(MessageStanza message, CancellationToken cancellationToken)
    {
        var session = _session.Attached();

        // The event speaks of whoever sent it, whatever it says itself; an address that can't be read is nobody.
        var origin = message.Element["from"] is null ? session.Account : message.From?.Bare;
        if (message.IsError || origin is null)
        {
            return true;
        }

        foreach (var element in message.Element.Elements("event", PubSubPayload.EventNamespace).Take(1))
        {
            if (PubSubPayload.ReadEvent(element, origin.Value) is not { } happened)
            {
                LogMalformed(session.Logger);
            }
            else if (_handlers.TryGetValue(happened.Node, out var handler))
            {
                await handler(happened, cancellationToken).ConfigureAwait(false);
            }
        }

        return true;
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "A malformed event of a node was dropped.")]
    private static partial void LogMalformed(ILogger logger);
}
