// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Network.Modules;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Routing;

/// <summary>The table of who handles which stanza. Filled before the client first connects, read-only afterwards. Two handlers for one request are an
/// error at once.</summary>
public sealed class StanzaRouter
{
    private readonly List<IXmppModule> _modules = [];
    private readonly Dictionary<
        (string Type, string Name, string Namespace),
        Func<IqStanza, CancellationToken, ValueTask<XmppElement?>>
    > _requests = [];
    private readonly List<Func<MessageStanza, bool>> _interceptors = [];
    private readonly List<Func<MessageStanza, CancellationToken, ValueTask<bool>>> _messageClaims = [];
    private readonly List<Func<PresenceStanza, CancellationToken, ValueTask<bool>>> _presenceClaims = [];
    private readonly Dictionary<(string Name, string Namespace), Func<MessageStanza, CancellationToken, ValueTask<bool>>> _messages = [];
    private readonly List<Func<PresenceStanza, CancellationToken, ValueTask>> _presences = [];
    private readonly List<Func<bool, CancellationToken, Task>> _sessionStarted = [];

    /// <summary>Handles incoming requests with a payload. Handlers run one at a time, in stanza order.</summary>
    /// <param name="type"><c>get</c> or <c>set</c>.</param>
    /// <param name="payloadName">The payload's local name.</param>
    /// <param name="payloadNamespace">The payload's namespace.</param>
    /// <param name="handler">Answers with the result's payload (null for an empty result), or throws <see cref="StanzaErrorException"/>. The handler itself checks
    /// the request's origin.</param>
    /// <exception cref="InvalidOperationException">That request has a handler already.</exception>
    public void HandleRequests(
        string type,
        string payloadName,
        string payloadNamespace,
        Func<IqStanza, CancellationToken, ValueTask<XmppElement?>> handler
    )
    {
        if (!_requests.TryAdd((type, payloadName, payloadNamespace), handler))
        {
            throw new InvalidOperationException($"Two modules handle {type} {payloadName}.");
        }
    }

    /// <summary>Sees every message as soon as it is read, before and independent of the ordered handlers; for answers in message form, such as archive
    /// results. Must be quick and must not wait.</summary>
    /// <param name="interceptor">Answers true to take the message out.</param>
    public void InterceptMessages(Func<MessageStanza, bool> interceptor) => _interceptors.Add(interceptor);

    /// <summary>Sees every message before its handlers, in stanza order: for a module to whom all messages of some senders belong, whatever they contain, such
    /// as those of a room.</summary>
    /// <param name="claim">Answers true to take the message: then nobody else sees it.</param>
    public void ClaimMessages(Func<MessageStanza, CancellationToken, ValueTask<bool>> claim) => _messageClaims.Add(claim);

    /// <summary>The same for presence.</summary>
    /// <param name="claim">Answers true to take the presence: then nobody else sees it.</param>
    public void ClaimPresence(Func<PresenceStanza, CancellationToken, ValueTask<bool>> claim) => _presenceClaims.Add(claim);

    /// <summary>Handles messages with a certain child element. Handlers run one at a time, in stanza order.</summary>
    /// <param name="childName">The child's local name.</param>
    /// <param name="childNamespace">The child's namespace.</param>
    /// <param name="handler">Answers true if the message needs no further handling.</param>
    /// <exception cref="InvalidOperationException">That child has a handler already.</exception>
    public void HandleMessages(string childName, string childNamespace, Func<MessageStanza, CancellationToken, ValueTask<bool>> handler)
    {
        if (!_messages.TryAdd((childName, childNamespace), handler))
        {
            throw new InvalidOperationException($"Two modules handle messages with {childName}.");
        }
    }

    /// <summary>Sees every presence that nobody claims, one at a time, in stanza order.</summary>
    /// <param name="handler">The handler.</param>
    public void HandlePresence(Func<PresenceStanza, CancellationToken, ValueTask> handler) => _presences.Add(handler);

    /// <summary>Is called each time a stream is ready, in the order of registration, before the client counts as online. May send requests.</summary>
    /// <param name="handler">Gets whether the former stream was resumed (XEP-0198).</param>
    public void OnSessionStarted(Func<bool, CancellationToken, Task> handler) => _sessionStarted.Add(handler);

    /// <summary>The attached modules, in their order: service discovery advertises their features.</summary>
    internal IReadOnlyList<IXmppModule> Modules => _modules;

    /// <summary>Whom to tell that a stream is ready, in the order of registration.</summary>
    internal IReadOnlyList<Func<bool, CancellationToken, Task>> SessionStartedHandlers => _sessionStarted;

    /// <summary>Attaches a module, which registers its handlers.</summary>
    internal void Attach(IXmppModule module, IXmppSession session)
    {
        _modules.Add(module);
        module.Attach(session, this);
    }

    /// <summary>Answers a request of type get or set: by its handler's result, by the error that the handler throws, or by <c>service-unavailable</c> if it
    /// has none. Any other exception of a handler is the caller's to log and to answer.</summary>
    internal async ValueTask<IqStanza> DispatchIqAsync(IqStanza request, CancellationToken cancellationToken)
    {
        if (
            request.Type is not { } type
            || request.Payload is not { } payload
            || !_requests.TryGetValue((type, payload.Name, payload.Namespace), out var handler)
        )
        {
            return request.CreateError(new StanzaErrorException("service-unavailable"));
        }

        try
        {
            return request.CreateResult(await handler(request, cancellationToken).ConfigureAwait(false));
        }
        catch (StanzaErrorException error)
        {
            return request.CreateError(error);
        }
    }

    /// <summary>Shows a message to the interceptors; true if one of them took it out.</summary>
    internal bool Intercept(MessageStanza message)
    {
        foreach (var interceptor in _interceptors)
        {
            if (interceptor(message))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Runs the claims, then the handlers of the message's children; true if one of them finished with it.</summary>
    internal async ValueTask<bool> DispatchMessageAsync(MessageStanza message, CancellationToken cancellationToken)
    {
        foreach (var claim in _messageClaims)
        {
            if (await claim(message, cancellationToken).ConfigureAwait(false))
            {
                return true;
            }
        }

        foreach (var child in message.Element.Children)
        {
            if (
                _messages.TryGetValue((child.Name, child.Namespace), out var handler)
                && await handler(message, cancellationToken).ConfigureAwait(false)
            )
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Runs all presence handlers, in the order of registration, unless somebody claims the presence.</summary>
    internal async ValueTask DispatchPresenceAsync(PresenceStanza presence, CancellationToken cancellationToken)
    {
        foreach (var claim in _presenceClaims)
        {
            if (await claim(presence, cancellationToken).ConfigureAwait(false))
            {
                return;
            }
        }

        foreach (var handler in _presences)
        {
            await handler(presence, cancellationToken).ConfigureAwait(false);
        }
    }
}
