// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Contacts;
using ChatSecure.Errors;
using ChatSecure.Network.Modules;
using ChatSecure.Network.Routing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xml;
using ChatSecure.Stores;
using Microsoft.Extensions.Logging;

namespace ChatSecure.Network.Xeps.Roster;

/// <summary>The roster (RFC 6121, section 2): fetched when a session starts, with its version so that an unchanged one costs nothing, kept up to date by the
/// server's pushes, and changed on request. Must come before <see cref="Presence.PresenceModule"/> in the client's modules. Safe for concurrent use.</summary>
public sealed partial class RosterModule : IXmppModule, IDisposable
{
    /// <summary>The greatest number of contacts that are kept; a longer roster is cut off there.</summary>
    public const int MaxContacts = 10_000;

    private readonly IRosterStore _store;

    // Guards the store's roster and the fields that follow. Never held while waiting for the server.
    private readonly SemaphoreSlim _gate = new(1, 1);

    // Whether the stored roster is the server's. If not, a push's version must not be stored: it would hide what was missed.
    private bool _isCurrent;
    private List<(Contact Contact, bool IsRemoved, string? Version)>? _deferred;
    private IXmppSession? _session;

    /// <summary>Creates the module.</summary>
    /// <param name="store">Keeps the roster.</param>
    public RosterModule(IRosterStore store) => _store = store;

    /// <summary>Is told each contact that is new, changed or, with true, removed, after it was stored. Called one at a time; must not wait
    /// for requests.</summary>
    public Func<Contact, bool, CancellationToken, ValueTask>? Changed { get; set; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Features { get; } = [];

    /// <inheritdoc/>
    public void Attach(IXmppSession session, StanzaRouter router)
    {
        _session = session;
        router.HandleRequests("set", "query", RosterItems.Namespace, HandlePushAsync);
        router.OnSessionStarted((resumed, cancellationToken) => resumed ? Task.CompletedTask : FetchAsync(cancellationToken));
    }

    /// <summary>Adds a contact to the roster, or changes its name and groups. <see cref="Changed"/> follows when the server pushes the change.</summary>
    /// <param name="contact">The contact; its resource does not count.</param>
    /// <param name="name">The name to give it; null for none.</param>
    /// <param name="groups">The groups to put it in; null for none.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when the server has stored it.</returns>
    /// <exception cref="StanzaErrorException">The server refused.</exception>
    /// <exception cref="ChatSecureException">No answer came, or we are offline.</exception>
    public Task SetAsync(Jid contact, string? name, IReadOnlyList<string>? groups, CancellationToken cancellationToken = default) =>
        _session.Attached().RequestAsync(new("set", RosterItems.WriteQuery(contact, name, groups ?? [])), cancellationToken);

    /// <summary>Removes a contact from the roster, which also ends the presence subscriptions in both directions.</summary>
    /// <param name="contact">The contact; its resource does not count.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when the server has removed it, or it was not there.</returns>
    /// <exception cref="StanzaErrorException">The server refused.</exception>
    /// <exception cref="ChatSecureException">No answer came, or we are offline.</exception>
    public async Task RemoveAsync(Jid contact, CancellationToken cancellationToken = default)
    {
        try
        {
            await _session.Attached().RequestAsync(new("set", RosterItems.WriteRemoval(contact)), cancellationToken).ConfigureAwait(false);
        }
        catch (StanzaErrorException error) when (error.Condition == "item-not-found")
        {
            // It was not there.
        }
    }

    /// <summary>Releases the module's lock. The client does not call it: who made the module does, after the client has ended.</summary>
    public void Dispose() => _gate.Dispose();

    private async Task FetchAsync(CancellationToken cancellationToken)
    {
        var session = _session.Attached();

        // RFC 6121, section 2.6.2: a version may only be given to a server that offers versioning.
        var version = session.StreamFeatures?.Child("ver", "urn:xmpp:features:rosterver") is null
            ? null
            : await _store.GetVersionAsync(session.Account, cancellationToken).ConfigureAwait(false) ?? string.Empty;

        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        _isCurrent = false;
        _deferred = [];
        _gate.Release();

        IqStanza? answer = null;
        try
        {
            var query = new XmppElement("query", RosterItems.Namespace) { ["ver"] = version };
            answer = await session.RequestAsync(new("get", query), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // Without the caller's cancellation: pushes must not be put off for ever.
            await _gate.WaitAsync(CancellationToken.None).ConfigureAwait(false);
            try
            {
                await StoreAsync(session, answer, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                _deferred = null;
                _gate.Release();
            }
        }
    }

    // The answer first, then the pushes that came in meanwhile: they are never older than the answer, or are in it.
    private async Task StoreAsync(IXmppSession session, IqStanza? answer, CancellationToken cancellationToken)
    {
        if (answer is not null)
        {
            // An empty answer means that the stored roster is right (RFC 6121, section 2.6.3).
            _isCurrent =
                answer.Payload is not { } query
                || (
                    query.Is("query", RosterItems.Namespace) && await ReplaceAsync(session, query, cancellationToken).ConfigureAwait(false)
                );
        }

        foreach (var (contact, isRemoved, version) in _deferred ?? [])
        {
            await ApplyAsync(session, contact, isRemoved, version, cancellationToken).ConfigureAwait(false);
        }
    }

    // True if the whole roster was stored.
    private async Task<bool> ReplaceAsync(IXmppSession session, XmppElement answer, CancellationToken cancellationToken)
    {
        var before = (await _store.ListAsync(session.Account, cancellationToken).ConfigureAwait(false)).ToDictionary(contact =>
            contact.Jid
        );
        var after = new Dictionary<Jid, Contact>();
        var isWhole = true;
        foreach (var item in answer.Children)
        {
            if (RosterItems.Read(item, out var isRemoved) is not { } contact || isRemoved)
            {
                continue;
            }

            if (after.Count == MaxContacts)
            {
                isWhole = false;
                LogCutOff(session.Logger, MaxContacts);
                break;
            }

            after[contact.Jid] = Merge(contact, before.GetValueOrDefault(contact.Jid));
        }

        // A roster that was cut off must be fetched anew next time.
        await _store
            .ReplaceAsync(session.Account, [.. after.Values], isWhole ? answer["ver"] : null, cancellationToken)
            .ConfigureAwait(false);

        foreach (var contact in after.Values)
        {
            if (!before.TryGetValue(contact.Jid, out var old) || !IsSame(old, contact))
            {
                await NotifyAsync(contact, isRemoved: false, cancellationToken).ConfigureAwait(false);
            }
        }

        foreach (var contact in before.Values)
        {
            if (!after.ContainsKey(contact.Jid) && !contact.IsPendingIn)
            {
                await NotifyAsync(contact, isRemoved: true, cancellationToken).ConfigureAwait(false);
            }
        }

        return isWhole;
    }

    private async ValueTask<XmppElement?> HandlePushAsync(IqStanza request, CancellationToken cancellationToken)
    {
        var session = _session.Attached();
        if (!session.IsOwnAccount(request))
        {
            // As if we knew no such request: a stranger must not learn that we are here (RFC 6121, section 2.1.6).
            throw new StanzaErrorException("service-unavailable");
        }

        // RFC 6121, section 2.1.6: exactly one item.
        if (request.Payload is not { Children: [var item] } query || RosterItems.Read(item, out var isRemoved) is not { } contact)
        {
            throw new StanzaErrorException("bad-request", "modify");
        }

        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_deferred is null)
            {
                await ApplyAsync(session, contact, isRemoved, query["ver"], cancellationToken).ConfigureAwait(false);
            }
            else if (_deferred.Count < MaxContacts)
            {
                _deferred.Add((contact, isRemoved, query["ver"]));
            }
            else
            {
                throw new StanzaErrorException("resource-constraint", "wait");
            }
        }
        finally
        {
            _gate.Release();
        }

        return null;
    }

    private async Task ApplyAsync(
        IXmppSession session,
        Contact contact,
        bool isRemoved,
        string? version,
        CancellationToken cancellationToken
    )
    {
        version = _isCurrent ? version : null;
        if (isRemoved)
        {
            await _store.RemoveAsync(session.Account, contact.Jid, version, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            var known = await _store.ListAsync(session.Account, cancellationToken).ConfigureAwait(false);
            var old = known.FirstOrDefault(other => other.Jid == contact.Jid);
            if (old is null && known.Count >= MaxContacts)
            {
                throw new StanzaErrorException("resource-constraint", "wait");
            }

            contact = Merge(contact, old);
            await _store.SaveAsync(session.Account, contact, version, cancellationToken).ConfigureAwait(false);
        }

        await NotifyAsync(contact, isRemoved, cancellationToken).ConfigureAwait(false);
    }

    private ValueTask NotifyAsync(Contact contact, bool isRemoved, CancellationToken cancellationToken) =>
        Changed?.Invoke(contact, isRemoved, cancellationToken) ?? ValueTask.CompletedTask;

    // The roster does not say who is blocked or has asked to see us; whoever sees us no longer waits for an answer.
    private static Contact Merge(Contact contact, Contact? old) =>
        contact with
        {
            IsBlocked = old?.IsBlocked == true,
            IsPendingIn = old?.IsPendingIn == true && contact.Subscription is not (SubscriptionState.From or SubscriptionState.Both),
        };

    // Records compare lists by reference.
    private static bool IsSame(Contact one, Contact other) =>
        one with { Groups = [], Availability = other.Availability } == other with { Groups = [] } && one.Groups.SequenceEqual(other.Groups);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The roster has more than {Max} contacts; the rest is left out.")]
    private static partial void LogCutOff(ILogger logger, int max);
}
