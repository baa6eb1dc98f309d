// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Immutable;
using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network.Modules;
using ChatSecure.Network.Routing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.DataForms;
using ChatSecure.Network.Xeps.Payloads;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.GroupChat.Administration;

/// <summary>What moderators, admins and owners of rooms do (XEP-0045, sections 8 to 10): create, configure and destroy rooms, keep their lists, give and take
/// roles, and retract messages of others (XEP-0425). The room decides whether we may. Safe for concurrent use.</summary>
public sealed class RoomAdminModule : IXmppModule
{
    /// <summary>The greatest number of entries in a list that is read.</summary>
    public const int MaxAffiliates = 10_000;

    private const string OwnerNamespace = "http://jabber.org/protocol/muc#owner";
    private const string AdminNamespace = "http://jabber.org/protocol/muc#admin";

    private readonly GroupChatModule _rooms;
    private IXmppSession? _session;

    /// <summary>Creates the module.</summary>
    /// <param name="rooms">Enters rooms.</param>
    public RoomAdminModule(GroupChatModule rooms) => _rooms = rooms;

    /// <inheritdoc/>
    public IReadOnlyList<string> Features { get; } = [];

    /// <inheritdoc/>
    public void Attach(IXmppSession session, StanzaRouter router) => _session = session;

    /// <summary>Creates a room: enters it, configures it, and only then others can enter. If it can't be configured as demanded, it is not created.</summary>
    /// <param name="room">Its bare address. Where nobody shall guess it, let it be random.</param>
    /// <param name="nickname">Our name there.</param>
    /// <param name="settings">How to configure it; the service's defaults if null.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The room, or why there is none: <see cref="RoomAdmission.Exists"/> if somebody has created it before; then we are not in it.</returns>
    /// <exception cref="InvalidOperationException">We are in that room, or entering it.</exception>
    /// <exception cref="StanzaErrorException">The service refused the configuration.</exception>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.NotSupported"/>: it can't be configured so. Or no answer came, or we are
    /// offline.</exception>
    public async Task<RoomJoinResult> CreateAsync(
        Jid room,
        string nickname,
        RoomSettings? settings = null,
        CancellationToken cancellationToken = default
    )
    {
        if (_rooms.Find(room) is not null)
        {
            throw new InvalidOperationException("We are in that room already.");
        }

        var result = await _rooms.JoinAsync(room, nickname, cancellationToken: cancellationToken).ConfigureAwait(false);
        if (result.Room is not { } created)
        {
            return result;
        }

        if (!created.IsNew)
        {
            await _rooms.LeaveAsync(room, cancellationToken: cancellationToken).ConfigureAwait(false);
            return new(RoomAdmission.Exists, null);
        }

        try
        {
            var form = settings is null
                ? new DataForm("submit", [])
                : settings.Apply(await GetConfigurationAsync(room, cancellationToken).ConfigureAwait(false));
            await ConfigureAsync(room, form, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await AbandonAsync(room).ConfigureAwait(false);
            throw;
        }

        if (await _rooms.QueryDetailsAsync(room, cancellationToken).ConfigureAwait(false) is { } info)
        {
            created.Learn(info);
        }

        created.IsNew = false;
        return result;
    }

    /// <summary>Fetches the form by which a room is configured.</summary>
    /// <param name="room">Its address.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The form, with how it is configured now.</returns>
    /// <exception cref="StanzaErrorException">We may not.</exception>
    /// <exception cref="ChatSecureException">The answer is malformed (<see cref="ErrorKind.Protocol"/>) or none came, or we are offline.</exception>
    public async Task<DataForm> GetConfigurationAsync(Jid room, CancellationToken cancellationToken = default)
    {
        var answer = await AskAsync("get", new("query", OwnerNamespace), room, cancellationToken).ConfigureAwait(false);
        return DataForm.Read(answer.Payload?.Child("x", DataForm.Namespace))
            ?? throw new ChatSecureException(ErrorKind.Protocol, "The room did not send a form to configure it.");
    }

    /// <summary>Configures a room.</summary>
    /// <param name="room">Its address.</param>
    /// <param name="form">The form to submit, made by <see cref="RoomSettings.Apply"/> or by filling in; without fields it accepts the defaults of a new
    /// room.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when it is configured.</returns>
    /// <exception cref="ArgumentException">The form is not one to submit.</exception>
    /// <exception cref="StanzaErrorException">We may not, or the room does not take it.</exception>
    /// <exception cref="ChatSecureException">No answer came, or we are offline.</exception>
    public Task ConfigureAsync(Jid room, DataForm form, CancellationToken cancellationToken = default) =>
        form.Type == "submit"
            ? AskAsync("set", new XmppElement("query", OwnerNamespace).Add(form.ToElement()), room, cancellationToken)
            : throw new ArgumentException("The form is not one to submit.", nameof(form));

    /// <summary>Fetches one of a room's lists.</summary>
    /// <param name="room">Its address.</param>
    /// <param name="affiliation">Which list.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The entries; those that are malformed or of another list are left out.</returns>
    /// <exception cref="StanzaErrorException">We may not read it.</exception>
    /// <exception cref="ChatSecureException">The answer is malformed or too large (<see cref="ErrorKind.Protocol"/>) or none came, or we are
    /// offline.</exception>
    public async Task<IReadOnlyList<RoomAffiliate>> FetchAffiliatesAsync(
        Jid room,
        RoomAffiliation affiliation,
        CancellationToken cancellationToken = default
    )
    {
        var item = new XmppElement("item", AdminNamespace) { ["affiliation"] = AffiliationNames.Write(affiliation) };
        var answer = await AskAsync("get", new XmppElement("query", AdminNamespace).Add(item), room, cancellationToken)
            .ConfigureAwait(false);
        if (answer.Payload is not { Children.Count: <= MaxAffiliates } list || !list.Is("query", AdminNamespace))
        {
            throw new ChatSecureException(ErrorKind.Protocol, "The room's list is malformed or too long.");
        }

        var affiliates = ImmutableArray.CreateBuilder<RoomAffiliate>();
        foreach (var entry in list.Elements("item", AdminNamespace))
        {
            if (Jid.TryParse(entry["jid"], out var address) && AffiliationNames.Read(entry["affiliation"]) == affiliation)
            {
                var reason = RoomPayload.Shorten(entry.Child("reason", AdminNamespace)?.Text);
                affiliates.Add(new(address.Bare, affiliation, entry["nick"], reason));
            }
        }

        return affiliates.ToImmutable();
    }

    /// <summary>Sets how a user stands to a room. <see cref="RoomAffiliation.Outcast"/> bans, <see cref="RoomAffiliation.None"/> takes all lists back.</summary>
    /// <param name="room">Its address.</param>
    /// <param name="user">The user, whose resource does not count, or a whole domain.</param>
    /// <param name="affiliation">How it shall stand.</param>
    /// <param name="reason">Why, for all to read; null for no reason.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when it is set.</returns>
    /// <exception cref="StanzaErrorException">We may not; <c>conflict</c> if we would be the last owner that goes.</exception>
    /// <exception cref="ChatSecureException">No answer came, or we are offline.</exception>
    public Task SetAffiliationAsync(
        Jid room,
        Jid user,
        RoomAffiliation affiliation,
        string? reason = null,
        CancellationToken cancellationToken = default
    ) =>
        SetAsync(
            room,
            new("item", AdminNamespace) { ["jid"] = user.Bare.ToString(), ["affiliation"] = AffiliationNames.Write(affiliation) },
            reason,
            cancellationToken
        );

    /// <summary>Sets what an occupant may do. <see cref="RoomRole.None"/> kicks, <see cref="RoomRole.Visitor"/> takes the voice.</summary>
    /// <param name="room">Its address.</param>
    /// <param name="nickname">The occupant's nickname.</param>
    /// <param name="role">What it may do.</param>
    /// <param name="reason">Why, for all to read; null for no reason.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when it is set.</returns>
    /// <exception cref="StanzaErrorException">We may not, or there is no such occupant.</exception>
    /// <exception cref="ChatSecureException">No answer came, or we are offline.</exception>
    public Task SetRoleAsync(
        Jid room,
        string nickname,
        RoomRole role,
        string? reason = null,
        CancellationToken cancellationToken = default
    ) =>
        SetAsync(
            room,
            new("item", AdminNamespace) { ["nick"] = nickname, ["role"] = AffiliationNames.Write(role) },
            reason,
            cancellationToken
        );

    /// <summary>Destroys a room for good.</summary>
    /// <param name="room">Its address.</param>
    /// <param name="reason">Why, for all to read; null for no reason.</param>
    /// <param name="alternate">Where to go instead; null for nowhere.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when it is destroyed.</returns>
    /// <exception cref="StanzaErrorException">We may not.</exception>
    /// <exception cref="ChatSecureException">No answer came, or we are offline.</exception>
    public Task DestroyAsync(Jid room, string? reason = null, Jid? alternate = null, CancellationToken cancellationToken = default)
    {
        var destroy = new XmppElement("destroy", OwnerNamespace) { ["jid"] = alternate?.Bare.ToString() };
        AddReason(destroy, reason, OwnerNamespace);
        return AskAsync("set", new XmppElement("query", OwnerNamespace).Add(destroy), room, cancellationToken);
    }

    /// <summary>Has a room retract a message, whoever wrote it, for all to see (XEP-0425). Others may have read and kept it. The room then tells us like
    /// everybody by <see cref="RoomMessage.Moderation"/>.</summary>
    /// <param name="message">The message, as the room or its archive sent it.</param>
    /// <param name="reason">Why, for all to read; null for no reason.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when it is retracted.</returns>
    /// <exception cref="ArgumentException">It is no message of a room, has no id there that could be believed, or is none that was said to people, such as part
    /// of a file.</exception>
    /// <exception cref="StanzaErrorException">We may not, or the room does not offer it.</exception>
    /// <exception cref="ChatSecureException">No answer came, or we are offline.</exception>
    public Task ModerateAsync(IncomingMessage message, string? reason = null, CancellationToken cancellationToken = default)
    {
        if (
            message is not { Room: { IsPrivate: false } origin, ArchiveId: { } id }
            || message.Stanza.IsError
            || !Retractions.IsMessaging(message.Stanza)
        )
        {
            throw new ArgumentException("That message can't be retracted by a moderator.", nameof(message));
        }

        return ModerateByIdAsync(origin.Room, id, reason, cancellationToken);
    }

    /// <summary>Has a room retract a message that was said to people, as <see cref="ModerateAsync"/>.</summary>
    /// <param name="room">The room's address.</param>
    /// <param name="messageId">The id that the room gave the message: its archive id.</param>
    /// <param name="reason">Why, for all to read; null for no reason.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when it is retracted.</returns>
    /// <exception cref="StanzaErrorException">We may not, or the room does not offer it.</exception>
    /// <exception cref="ChatSecureException">No answer came, or we are offline.</exception>
    public Task ModerateByIdAsync(Jid room, string messageId, string? reason = null, CancellationToken cancellationToken = default)
    {
        var moderate = new XmppElement("moderate", RoomPayload.ModerationNamespace) { ["id"] = messageId }.Add(
            new XmppElement("retract", Retractions.Namespace)
        );
        AddReason(moderate, reason, RoomPayload.ModerationNamespace);
        return AskAsync("set", moderate, room, cancellationToken);
    }

    private Task<IqStanza> SetAsync(Jid room, XmppElement item, string? reason, CancellationToken cancellationToken)
    {
        AddReason(item, reason, AdminNamespace);
        return AskAsync("set", new XmppElement("query", AdminNamespace).Add(item), room, cancellationToken);
    }

    private static void AddReason(XmppElement parent, string? reason, string ns)
    {
        if (reason is not null)
        {
            parent.Add(new XmppElement("reason", ns) { Text = reason });
        }
    }

    private Task<IqStanza> AskAsync(string type, XmppElement payload, Jid room, CancellationToken cancellationToken) =>
        _session.Attached().RequestAsync(new(type, payload, room.Bare), cancellationToken);

    // XEP-0045, section 10.1.4: cancelling the form of a new room destroys it; leaving it does on services that don't know that.
    private async Task AbandonAsync(Jid room)
    {
        try
        {
            var cancel = new XmppElement("query", OwnerNamespace).Add(new DataForm("cancel", []).ToElement());
            await AskAsync("set", cancel, room, CancellationToken.None).ConfigureAwait(false);
        }
        catch (ChatSecureException)
        {
            // Nobody else can enter it as it is.
        }

        try
        {
            await _rooms.LeaveAsync(room, cancellationToken: CancellationToken.None).ConfigureAwait(false);
        }
        catch (ChatSecureException)
        {
            // Who is offline has left.
        }
    }
}
