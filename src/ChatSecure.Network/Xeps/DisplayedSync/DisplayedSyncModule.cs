// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network.Modules;
using ChatSecure.Network.Routing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Discovery;
using ChatSecure.Network.Xeps.Payloads;
using ChatSecure.Network.Xeps.PubSub;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.DisplayedSync;

/// <summary>Message displayed synchronization (XEP-0490): tells our other devices up to which message a chat was displayed. Only our own account has a say, and
/// only we can read it. Safe for concurrent use.</summary>
public sealed class DisplayedSyncModule : IXmppModule
{
    /// <summary>The namespace, and the node.</summary>
    public const string Namespace = "urn:xmpp:mds:displayed:0";

    /// <summary>The feature of accounts whose server takes the state out of a displayed marker.</summary>
    public const string AssistFeature = "urn:xmpp:mds:server-assist:0";

    private static readonly PublishOptions _options = new()
    {
        Access = AccessModel.Whitelist,
        MaxItems = PublishOptions.Unlimited,
        SendsLastItem = false,
    };

    private readonly PubSubModule _pubSub;
    private IXmppSession? _session;

    /// <summary>Creates the module.</summary>
    /// <param name="pubSub">Publishes, reads and tells of changes.</param>
    public DisplayedSyncModule(PubSubModule pubSub)
    {
        _pubSub = pubSub;
        pubSub.HandleEvents(Namespace, HandleEventAsync);
    }

    /// <summary>Is told what another device of ours displayed. Called one at a time; must not wait for requests.</summary>
    public Func<DisplayedState, CancellationToken, ValueTask>? Changed { get; set; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Features { get; } = [];

    /// <inheritdoc/>
    public void Attach(IXmppSession session, StanzaRouter router) => _session = session;

    /// <summary>Tells our other devices.</summary>
    /// <param name="state">What was displayed.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when the server has it.</returns>
    /// <exception cref="StanzaErrorException">The server refused.</exception>
    /// <exception cref="ChatSecureException">The server can't keep it from others (<see cref="ErrorKind.NotSupported"/>), no answer came, or we are
    /// offline.</exception>
    public Task PublishAsync(DisplayedState state, CancellationToken cancellationToken = default) =>
        _pubSub.PublishAsync(Namespace, state.Chat.ToString(), Write(state), _options, cancellationToken);

    /// <summary>Reads what was displayed in all chats: to be done when a session starts.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The states; those that are malformed are left out.</returns>
    /// <exception cref="StanzaErrorException">The server refused.</exception>
    /// <exception cref="ChatSecureException">The answer is malformed or too large (<see cref="ErrorKind.Protocol"/>), none came, or we are offline.</exception>
    public async Task<IReadOnlyList<DisplayedState>> FetchAsync(CancellationToken cancellationToken = default)
    {
        var account = _session.Attached().Account;
        var items = await _pubSub.GetItemsAsync(account, Namespace, cancellationToken: cancellationToken).ConfigureAwait(false);
        return [.. items.Select(item => Read(item, account)).OfType<DisplayedState>()];
    }

    /// <summary>Has the server tell our other devices when it passes a displayed marker on, so that nothing need be published. Costs a request; its answer is
    /// the app's to remember for the session.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Whether <see cref="AddTo"/> may be used.</returns>
    /// <exception cref="ChatSecureException">The answer is malformed or none came, or we are offline.</exception>
    public async Task<bool> IsAssistedAsync(CancellationToken cancellationToken = default)
    {
        var session = _session.Attached();
        var request = new IqStanza("get", new("query", DiscoInfo.Namespace), session.Account);
        var result = await session.RequestAsync(request, cancellationToken).ConfigureAwait(false);
        return DiscoInfo.Read(result.Payload)?.HasFeature(AssistFeature) == true;
    }

    /// <summary>Adds the state to a displayed marker, from which the server takes it out again. Only after <see cref="IsAssistedAsync"/>: another server would
    /// pass it on to the peer.</summary>
    /// <param name="marker">The marker, addressed to the chat itself.</param>
    /// <param name="state">What was displayed.</param>
    /// <exception cref="ArgumentException">The message is no marker for this chat.</exception>
    public static void AddTo(MessageStanza marker, DisplayedState state)
    {
        if (marker.GetDisplayedFor() is null || marker.To != state.Chat)
        {
            throw new ArgumentException("The state goes only with a displayed marker to the same chat.", nameof(marker));
        }

        marker.Element.Add(Write(state));
    }

    private static XmppElement Write(DisplayedState state) =>
        new XmppElement("displayed", Namespace).Add(
            new XmppElement("stanza-id", StableIds.Namespace) { ["by"] = state.By.ToString(), ["id"] = state.ArchiveId }
        );

    private static DisplayedState? Read(PubSubItem item, Jid account)
    {
        if (
            item.Payload?.Is("displayed", Namespace) != true
            || item.Payload.Elements("stanza-id", StableIds.Namespace).Take(2).ToArray() is not [var id]
            || StanzaId.Read(id["id"]) is not { } archiveId
            || !Jid.TryParse(item.Id, out var chat)
            || !Jid.TryParse(id["by"], out var by)
        )
        {
            return null;
        }

        return by == account || by == chat.Bare ? new(chat, archiveId, by) : null;
    }

    private async ValueTask HandleEventAsync(PubSubEvent happened, CancellationToken cancellationToken)
    {
        var account = _session.Attached().Account;
        if (happened.Origin != account || Changed is not { } changed)
        {
            return;
        }

        foreach (var state in happened.Items.Select(item => Read(item, account)).OfType<DisplayedState>())
        {
            await changed(state, cancellationToken).ConfigureAwait(false);
        }
    }
}
