// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network.Modules;
using ChatSecure.Network.Routing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Presence;
using ChatSecure.Network.Xeps.PubSub;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.Nicknames;

/// <summary>What people call themselves (XEP-0172): told by personal eventing, and with a request to see somebody's presence. A claim of theirs, which proves
/// nothing: show it beside the address. Safe for concurrent use.</summary>
public sealed class NicknameModule : IXmppModule
{
    /// <summary>The namespace, and the node.</summary>
    public const string Namespace = "http://jabber.org/protocol/nick";

    /// <summary>The greatest length of a nickname, in characters; a longer one counts as none.</summary>
    public const int MaxLength = 128;

    private const string ItemId = "current";

    private readonly PubSubModule _pubSub;
    private IXmppSession? _session;
    private volatile string? _own;

    /// <summary>Creates the module.</summary>
    /// <param name="pubSub">Publishes, and tells of changes.</param>
    /// <param name="presence">Sends our requests, which then say <see cref="Own"/>; null to say it nowhere.</param>
    public NicknameModule(PubSubModule pubSub, PresenceModule? presence = null)
    {
        _pubSub = pubSub;
        pubSub.HandleEvents(Namespace, HandleEventAsync);
        presence?.AddRequestExtension(() => _own is { } own ? Write(own) : null);
    }

    /// <summary>What our requests to see somebody's presence call us; null, the default, for nothing.</summary>
    public string? Own
    {
        get => _own;
        set => _own = value is null ? null : Checked(value);
    }

    /// <summary>Is told the bare address of somebody (our own too) and what it calls itself now; null for nothing. Called one at a time; must not wait for
    /// requests.</summary>
    public Func<Jid, string?, CancellationToken, ValueTask>? Changed { get; set; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Features { get; } = [];

    /// <inheritdoc/>
    public void Attach(IXmppSession session, StanzaRouter router)
    {
        _session = session;
        router.HandlePresence(HandlePresenceAsync);
    }

    /// <summary>Tells all who may see our presence what we call ourselves.</summary>
    /// <param name="nickname">The nickname; null to take it back.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when it is published.</returns>
    /// <exception cref="ArgumentException">It is empty or too long.</exception>
    /// <exception cref="StanzaErrorException">The server refused.</exception>
    /// <exception cref="ChatSecureException">The server can't keep it from strangers (<see cref="ErrorKind.NotSupported"/>), no answer came, or we are
    /// offline.</exception>
    public Task PublishAsync(string? nickname, CancellationToken cancellationToken = default)
    {
        var item = nickname is null ? new XmppElement("nick", Namespace) : Write(Checked(nickname));
        var options = new PublishOptions { Access = AccessModel.Presence, MaxItems = 1 };
        return _pubSub.PublishAsync(Namespace, ItemId, item, options, cancellationToken);
    }

    private static XmppElement Write(string nickname) => new("nick", Namespace) { Text = nickname };

    private static string Checked(string nickname) =>
        nickname.Trim() is { Length: > 0 and <= MaxLength } trimmed
            ? trimmed
            : throw new ArgumentException($"A nickname has 1 to {MaxLength} characters.", nameof(nickname));

    private static string? Read(XmppElement? nick) =>
        nick?.Is("nick", Namespace) == true && nick.Text.Trim() is { Length: > 0 and <= MaxLength } text ? text : null;

    private ValueTask HandleEventAsync(PubSubEvent happened, CancellationToken cancellationToken) =>
        Changed is { } changed && happened.Items is [.., var last]
            ? changed(happened.Origin.Bare, Read(last.Payload), cancellationToken)
            : ValueTask.CompletedTask;

    // Only a request may hold one: section 4.1 forbids it in what is told to all.
    private ValueTask HandlePresenceAsync(PresenceStanza presence, CancellationToken cancellationToken) =>
        presence is { Type: "subscribe", From: { } from }
        && from.Bare != _session.Attached().Account
        && Changed is { } changed
        && Read(presence.Element.Child("nick", Namespace)) is { } nickname
            ? changed(from.Bare, nickname, cancellationToken)
            : ValueTask.CompletedTask;
}
