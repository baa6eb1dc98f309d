// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Addressing;
using ChatSecure.Contacts;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Network.Modules;
using ChatSecure.Network.Routing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Tests.Xeps;
using ChatSecure.Network.Xeps.Archive;
using ChatSecure.Network.Xeps.Avatars;
using ChatSecure.Network.Xeps.Blocking;
using ChatSecure.Network.Xeps.Capabilities;
using ChatSecure.Network.Xeps.Carbons;
using ChatSecure.Network.Xeps.ClientInfo;
using ChatSecure.Network.Xeps.Discovery;
using ChatSecure.Network.Xeps.DisplayedSync;
using ChatSecure.Network.Xeps.ExternalServices;
using ChatSecure.Network.Xeps.FileTransfer;
using ChatSecure.Network.Xeps.HttpUpload;
using ChatSecure.Network.Xeps.Moved;
using ChatSecure.Network.Xeps.Omemo;
using ChatSecure.Network.Xeps.Onboarding;
using ChatSecure.Network.Xeps.Ping;
using ChatSecure.Network.Xeps.Presence;
using ChatSecure.Network.Xeps.PubSub;
using ChatSecure.Network.Xeps.Roster;
using ChatSecure.Network.Xeps.VCards;
using ChatSecure.Network.Xml;

namespace ChatSecure.Fuzz.Network;

/// <summary>A whole client's modules, shown what a server and others send. The input is the inside of a stream; an element <c>call</c> makes the app call, whose
/// requests the elements behind it answer.</summary>
internal static class StanzaTargets
{
    private static readonly byte[] _header = Encoding.UTF8.GetBytes(
        "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>"
    );
    private static readonly Jid _peer = Jid.Parse("romeo@montague.example");

    public static void Modules(ReadOnlySpan<byte> input)
    {
        var elements = new Queue<XmppElement>(XmlTargets.Elements([.. _header, .. input]));
        var number = elements.Count;
        var session = new FuzzSession(elements);
        var router = new StanzaRouter();
        var client = new Client(session, router);
        while (elements.TryDequeue(out var element))
        {
            try
            {
                if (element.Name == "call")
                {
                    client.CallAsync(element.Text).GetAwaiter().GetResult();
                }
                else
                {
                    RouteAsync(router, session, element).GetAwaiter().GetResult();
                }
            }
            catch (ChatSecureException)
            {
                // Said no, as all may.
            }
        }

        Finding.Unless(session.Sent <= 8 * (number + 1), "Little that came in made much go out.");
        session.Delivered.ForEach(message => PayloadTargets.ReadMessage(message.Stanza));
    }

    /// <summary>What a client does with an element.</summary>
    public static async Task RouteAsync(StanzaRouter router, FuzzSession session, XmppElement element)
    {
        switch (element.Namespace == Stanza.ClientNamespace ? element.Name : null)
        {
            case "iq" when element["type"] is "get" or "set":
                await session.SendAsync(await router.DispatchIqAsync(new(element), default).ConfigureAwait(false)).ConfigureAwait(false);
                break;
            case "message":
                var message = new MessageStanza(element);
                _ = router.Intercept(message) || await router.DispatchMessageAsync(message, default).ConfigureAwait(false);
                break;
            case "presence":
                await router.DispatchPresenceAsync(new(element), default).ConfigureAwait(false);
                break;
        }
    }

    private sealed class Client
    {
        private readonly StanzaRouter _router;
        private readonly ArchiveModule _archive = new();
        private readonly BlockingModule _blocking = new();
        private readonly DiscoveryModule _discovery = new();
        private readonly EntityTimeModule _time = new(answers: true);
        private readonly ExternalServicesModule _services = new();
        private readonly PubSubModule _pubSub = new();
        private readonly SoftwareVersionModule _version = new(new("ChatSecure", "1", null));
        private readonly VCardModule _cards = new();
        private readonly AvatarModule _avatars;
        private readonly CapabilitiesModule _capabilities;
        private readonly DisplayedSyncModule _displayed;
        private readonly HttpUploadModule _upload;
        private readonly MovedModule _moved;
        private readonly OmemoModule _omemo;
        private readonly OnboardingModule _onboarding;

        public Client(FuzzSession session, StanzaRouter router)
        {
            _router = router;
            var roster = new MemoryRosterStore();
            roster.Put(new Contact { Jid = _peer, Subscription = SubscriptionState.Both });
            _capabilities = new(_discovery);
            _upload = new(_discovery);
            _displayed = new(_pubSub);
            _moved = new(_pubSub, roster);
            _omemo = new(_pubSub);
            _onboarding = new(_discovery);
            var presence = new PresenceModule(_capabilities);
            _avatars = new(_pubSub, _cards, presence);
            var files = new FileTransferModule { MayOffer = _ => true, Offered = async (offer, _) => await offer.RejectAsync() };
            IXmppModule[] modules =
            [
                new RosterModule(roster),
                presence,
                _capabilities,
                _discovery,
                _pubSub,
                _archive,
                _blocking,
                _cards,
                _avatars,
                _displayed,
                _moved,
                _omemo,
                _onboarding,
                _services,
                _time,
                _upload,
                _version,
                files,
                new CarbonsModule(),
                new PingModule(),
            ];
            foreach (var module in modules)
            {
                router.Attach(module, session);
            }
        }

        public async Task CallAsync(string what)
        {
            switch (what)
            {
                case "archive":
                    _ = await _archive.QueryAsync(new()).ConfigureAwait(false);
                    break;
                case "avatar" when await _avatars.FetchInfoAsync(_peer).ConfigureAwait(false) is { } info:
                    _ = await _avatars.FetchAsync(_peer, info).ConfigureAwait(false);
                    break;
                case "blocking":
                    _ = await _blocking.FetchAsync().ConfigureAwait(false);
                    break;
                case "bundle":
                    _ = await _omemo.FetchBundleAsync(EncryptionKind.Omemo, _peer, new DeviceId(1)).ConfigureAwait(false);
                    _ = await _omemo.FetchBundleAsync(EncryptionKind.Omemo2, _peer, new DeviceId(1)).ConfigureAwait(false);
                    break;
                case "caps":
                    _ = await _capabilities.QueryAsync(_peer.WithResource("orchard")).ConfigureAwait(false);
                    break;
                case "card":
                    _ = await _cards.FetchAsync(_peer).ConfigureAwait(false);
                    break;
                case "devices":
                    _ = await _omemo.FetchDeviceListAsync(EncryptionKind.Omemo, _peer).ConfigureAwait(false);
                    _ = await _omemo.FetchDeviceListAsync(EncryptionKind.Omemo2, _peer).ConfigureAwait(false);
                    break;
                case "displayed":
                    _ = await _displayed.FetchAsync().ConfigureAwait(false);
                    break;
                case "invite":
                    _ = await _onboarding.CreateByServerAsync().ConfigureAwait(false);
                    break;
                case "items":
                    _ = await _discovery.QueryItemsAsync(_peer).ConfigureAwait(false);
                    break;
                case "moved":
                    _ = await _moved.VerifyAsync(new(Jid.Parse("new@montague.example"), _peer)).ConfigureAwait(false);
                    break;
                case "services":
                    _ = await _services.FetchAsync().ConfigureAwait(false);
                    break;
                case "start":
                    foreach (var start in _router.SessionStartedHandlers)
                    {
                        await start(false, default).ConfigureAwait(false);
                    }

                    break;
                case "time":
                    _ = await _time.QueryAsync(_peer).ConfigureAwait(false);
                    break;
                case "upload" when await _upload.FindServiceAsync().ConfigureAwait(false) is { } service:
                    _ = await _upload.RequestSlotAsync(service, "a.png", 100, "image/png").ConfigureAwait(false);
                    break;
                case "version":
                    _ = await _version.QueryAsync(_peer).ConfigureAwait(false);
                    break;
            }
        }
    }
}
