// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network.Modules;
using ChatSecure.Network.Routing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Discovery;
using ChatSecure.Network.Xeps.Presence;
using ChatSecure.Network.Xeps.PubSub;
using ChatSecure.Network.Xeps.VCards;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.Avatars;

/// <summary>Avatars: published and read by personal eventing (XEP-0084), and read from vCards (XEP-0153) of those who have no other. At a server that does
/// not keep the two alike (XEP-0398) ours is written to both. Nothing is fetched until the app asks, and nothing from a URL. Safe for concurrent use.</summary>
public sealed class AvatarModule : IXmppModule
{
    /// <summary>The feature of accounts whose server copies avatars between the two places (XEP-0398).</summary>
    public const string ConversionFeature = "urn:xmpp:pep-vcard-conversion:0";

    /// <summary>The greatest size of an avatar, in bytes.</summary>
    public const int MaxBytes = VCard.MaxPhotoBytes;

    /// <summary>The greatest width and height of an avatar, in pixels.</summary>
    public const int MaxPixels = 2048;

    private readonly PubSubModule _pubSub;
    private readonly VCardModule _vCards;
    private readonly PresenceModule? _presence;
    private IXmppSession? _session;
    private volatile string? _advertised;

    /// <summary>Creates the module.</summary>
    /// <param name="pubSub">Publishes, reads and tells of changes.</param>
    /// <param name="vCards">Reads and writes vCards.</param>
    /// <param name="presence">Tells others of the avatar in our vCard, where the server does not; null if nothing is to be told.</param>
    public AvatarModule(PubSubModule pubSub, VCardModule vCards, PresenceModule? presence = null)
    {
        _pubSub = pubSub;
        _vCards = vCards;
        _presence = presence;
        pubSub.HandleEvents(AvatarPayload.MetadataNamespace, HandleEventAsync);
        presence?.AddExtension(CreateUpdate);
    }

    /// <summary>Is told whose avatar changed (a bare address, our own too), and what it is now; null for none that we take. Called one at a time; must not
    /// wait for requests.</summary>
    public Func<Jid, AvatarInfo?, CancellationToken, ValueTask>? Changed { get; set; }

    /// <summary>Is told the full address of somebody who announces an avatar in a vCard, and the avatar's id; null for none. Called for each such presence,
    /// one at a time; must not wait for requests. Counts only for who has no other: see <see cref="Changed"/>.</summary>
    public Func<Jid, string?, CancellationToken, ValueTask>? VCardAvatarAnnounced { get; set; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Features { get; } = [];

    /// <inheritdoc/>
    public void Attach(IXmppSession session, StanzaRouter router)
    {
        _session = session;
        router.HandlePresence(HandlePresenceAsync);
        router.OnSessionStarted(
            (resumed, _) =>
            {
                // What the vCard holds now is not known.
                _advertised = resumed ? _advertised : null;
                return Task.CompletedTask;
            }
        );
    }

    /// <summary>Reads an avatar that was told of. To be called only for ids that are not known already.</summary>
    /// <param name="owner">The bare address.</param>
    /// <param name="info">What was told.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The avatar; null if it is not there.</returns>
    /// <exception cref="StanzaErrorException">It may not be read.</exception>
    /// <exception cref="ChatSecureException">It is not what was told, no image, or too large (<see cref="ErrorKind.Protocol"/>). Or no answer came, or we
    /// are offline.</exception>
    public async Task<Avatar?> FetchAsync(Jid owner, AvatarInfo info, CancellationToken cancellationToken = default)
    {
        var items = await _pubSub.GetItemsAsync(owner, AvatarPayload.DataNamespace, info.Id, null, cancellationToken).ConfigureAwait(false);
        return items.FirstOrDefault(item => item.Id == info.Id) is { } item ? Demand(AvatarPayload.ReadData(item.Payload), info.Id) : null;
    }

    /// <summary>Reads what somebody's avatar is now.</summary>
    /// <param name="owner">The bare address.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>What is told of it; null if there is none that we take.</returns>
    /// <exception cref="StanzaErrorException">It may not be read.</exception>
    /// <exception cref="ChatSecureException">The answer is malformed or none came, or we are offline.</exception>
    public async Task<AvatarInfo?> FetchInfoAsync(Jid owner, CancellationToken cancellationToken = default)
    {
        var items = await _pubSub.GetItemsAsync(owner, AvatarPayload.MetadataNamespace, null, 1, cancellationToken).ConfigureAwait(false);
        return items.Count == 0 ? null : AvatarPayload.ReadMetadata(items[^1].Payload);
    }

    /// <summary>Reads the avatar in somebody's vCard.</summary>
    /// <param name="owner">The bare address, or the full one of somebody in a room.</param>
    /// <param name="id">The id that was announced.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The avatar; null if there is none.</returns>
    /// <exception cref="StanzaErrorException">It may not be read.</exception>
    /// <exception cref="ChatSecureException">It is not what was announced, no image, or too large (<see cref="ErrorKind.Protocol"/>). Or no answer came, or
    /// we are offline.</exception>
    public async Task<Avatar?> FetchFromVCardAsync(Jid owner, string id, CancellationToken cancellationToken = default)
    {
        var card = await _vCards.FetchAsync(owner, cancellationToken).ConfigureAwait(false);
        return card?.Photo is { IsEmpty: false } photo ? Demand(photo, id) : null;
    }

    /// <summary>Publishes our avatar: its bytes first, then what is told of it.</summary>
    /// <param name="png">A PNG image, best small and square.</param>
    /// <param name="access">Who may see it.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>What was told of it.</returns>
    /// <exception cref="ArgumentException">It is no PNG within <see cref="MaxBytes"/> and <see cref="MaxPixels"/>.</exception>
    /// <exception cref="StanzaErrorException">The server refused.</exception>
    /// <exception cref="ChatSecureException">The server can't guarantee who may see it (<see cref="ErrorKind.NotSupported"/>), no answer came, or we are
    /// offline.</exception>
    public async Task<AvatarInfo> PublishAsync(
        ReadOnlyMemory<byte> png,
        AccessModel access = AccessModel.Presence,
        CancellationToken cancellationToken = default
    )
    {
        if (AvatarPayload.Verify(png) is not { MediaType: "image/png" } avatar)
        {
            throw new ArgumentException($"An avatar is a PNG of at most {MaxBytes} bytes and {MaxPixels} pixels each way.", nameof(png));
        }

        var options = new PublishOptions { Access = access, MaxItems = 1 };
        await _pubSub
            .PublishAsync(AvatarPayload.DataNamespace, avatar.Id, AvatarPayload.WriteData(avatar), options, cancellationToken)
            .ConfigureAwait(false);
        await _pubSub
            .PublishAsync(AvatarPayload.MetadataNamespace, avatar.Id, AvatarPayload.WriteMetadata(avatar), options, cancellationToken)
            .ConfigureAwait(false);
        await PublishToVCardAsync(avatar, access, cancellationToken).ConfigureAwait(false);
        return new(avatar.Id, avatar.MediaType, avatar.Bytes.Length);
    }

    /// <summary>Gives a room a picture, in its vCard (XEP-0486), which its owners may.</summary>
    /// <param name="room">The room's address.</param>
    /// <param name="image">The image, best small and square; null for none.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The picture; null for none.</returns>
    /// <exception cref="ArgumentException">It is no image within <see cref="MaxBytes"/> and <see cref="MaxPixels"/>.</exception>
    /// <exception cref="StanzaErrorException">The room refused, or has no pictures.</exception>
    /// <exception cref="ChatSecureException">No answer came, or we are offline.</exception>
    public async Task<Avatar?> SetRoomAvatarAsync(Jid room, ReadOnlyMemory<byte>? image, CancellationToken cancellationToken = default)
    {
        Avatar? avatar = null;
        if (image is { } bytes)
        {
            avatar =
                AvatarPayload.Verify(bytes)
                ?? throw new ArgumentException(
                    $"An avatar is an image of at most {MaxBytes} bytes and {MaxPixels} pixels each way.",
                    nameof(image)
                );
        }

        var card = await _vCards.FetchAsync(room.Bare, cancellationToken).ConfigureAwait(false) ?? new();
        card.SetPhoto(avatar?.Bytes ?? default, avatar?.MediaType ?? string.Empty);
        await _vCards.PublishForRoomAsync(room, card, cancellationToken).ConfigureAwait(false);
        return avatar;
    }

    /// <summary>Takes our avatar back, in both places.</summary>
    /// <param name="access">Who may see that there is none.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Done when others are told.</returns>
    /// <exception cref="StanzaErrorException">The server refused.</exception>
    /// <exception cref="ChatSecureException">No answer came, or we are offline.</exception>
    public async Task RemoveAsync(AccessModel access = AccessModel.Presence, CancellationToken cancellationToken = default)
    {
        var options = new PublishOptions { Access = access, MaxItems = 1 };
        await _pubSub
            .PublishAsync(AvatarPayload.MetadataNamespace, "current", AvatarPayload.WriteMetadata(null), options, cancellationToken)
            .ConfigureAwait(false);
        await PublishToVCardAsync(null, access, cancellationToken).ConfigureAwait(false);
    }

    private static Avatar Demand(ReadOnlyMemory<byte> bytes, string id) =>
        AvatarPayload.Verify(bytes) is { } avatar && avatar.Id == AvatarPayload.ReadId(id)
            ? avatar
            : throw new ChatSecureException(ErrorKind.Protocol, "The avatar is not the one that was announced, no image, or too large.");

    // A vCard is for everybody: an avatar that is not does not go there, and what was there before goes away.
    private async Task PublishToVCardAsync(Avatar? avatar, AccessModel access, CancellationToken cancellationToken)
    {
        if (await IsConvertedAsync(cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        var photo = access == AccessModel.Open ? avatar : null;
        var card = await _vCards.FetchAsync(null, cancellationToken).ConfigureAwait(false) ?? new();
        if (!card.Photo.Span.SequenceEqual((photo?.Bytes ?? default).Span))
        {
            card.SetPhoto(photo?.Bytes ?? default, "image/png");
            await _vCards.PublishAsync(card, cancellationToken).ConfigureAwait(false);
        }

        _advertised = photo?.Id ?? string.Empty;
        if (_presence is not null)
        {
            await _presence.AnnounceAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<bool> IsConvertedAsync(CancellationToken cancellationToken)
    {
        var session = _session.Attached();
        var request = new IqStanza("get", new("query", DiscoInfo.Namespace), session.Account);
        var result = await session.RequestAsync(request, cancellationToken).ConfigureAwait(false);
        return DiscoInfo.Read(result.Payload)?.HasFeature(ConversionFeature) == true;
    }

    // XEP-0153, section 4.1: without a photo element we say that we know of no avatar yet, with an empty one that there is none. A server with XEP-0398
    // fills in what is missing.
    private XmppElement CreateUpdate()
    {
        var update = new XmppElement("x", AvatarPayload.UpdateNamespace);
        if (_advertised is { } advertised)
        {
            update.Add(new XmppElement("photo", AvatarPayload.UpdateNamespace) { Text = advertised });
        }

        return update;
    }

    private ValueTask HandleEventAsync(PubSubEvent happened, CancellationToken cancellationToken)
    {
        if (Changed is not { } changed || (happened.Items.Count == 0 && !happened.IsCleared && happened.RetractedIds.Count == 0))
        {
            return ValueTask.CompletedTask;
        }

        var info = happened.Items.Count > 0 ? AvatarPayload.ReadMetadata(happened.Items[^1].Payload) : null;
        return changed(happened.Origin, info, cancellationToken);
    }

    private async ValueTask HandlePresenceAsync(PresenceStanza presence, CancellationToken cancellationToken)
    {
        if (presence.Type is not null || presence.From is not { } from)
        {
            return;
        }

        var update = presence.Element.Child("x", AvatarPayload.UpdateNamespace);
        var photo = update?.Child("photo", AvatarPayload.UpdateNamespace)?.Text.Trim();
        if (from.Bare == _session.Attached().Account)
        {
            await DeferAsync(from, update is null, photo, cancellationToken).ConfigureAwait(false);
        }

        if (VCardAvatarAnnounced is { } announced && AvatarPayload.ReadUpdate(presence) is (true, var id))
        {
            await announced(from, id, cancellationToken).ConfigureAwait(false);
        }
    }

    // XEP-0153, section 4.3: what we said of our vCard no longer holds if another device of ours has changed it, or could without telling. Then we say that
    // we know of no avatar, rather than that two devices write theirs by turns.
    private async ValueTask DeferAsync(Jid device, bool isSilent, string? photo, CancellationToken cancellationToken)
    {
        var isOther = device != _session.Attached().BoundAddress;
        if (
            _presence is not null
            && isOther
            && _advertised is { } ours
            && (isSilent || (photo is not null && !string.Equals(photo, ours, StringComparison.OrdinalIgnoreCase)))
        )
        {
            _advertised = null;
            await _presence.AnnounceAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
