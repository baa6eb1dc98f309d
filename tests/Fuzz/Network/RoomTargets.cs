// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network.Modules;
using ChatSecure.Network.Routing;
using ChatSecure.Network.Xeps.Archive;
using ChatSecure.Network.Xeps.Bookmarks;
using ChatSecure.Network.Xeps.Discovery;
using ChatSecure.Network.Xeps.GroupChat;
using ChatSecure.Network.Xeps.GroupChat.Administration;
using ChatSecure.Network.Xeps.GroupChat.Invitations;
using ChatSecure.Network.Xeps.PrivateStorage;
using ChatSecure.Network.Xeps.PubSub;
using ChatSecure.Network.Xml;

namespace ChatSecure.Fuzz.Network;

/// <summary>A room that we are in, and whatever it and its occupants send. An element <c>call</c> makes the app call, whose requests the elements behind it
/// answer.</summary>
internal static class RoomTargets
{
    private const string Address = "coven@chat.shakespeare.lit";
    private static readonly Jid _room = Jid.Parse(Address);
    private static readonly byte[] _arrival = Encoding.UTF8.GetBytes(
        "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>"
            + "<iq type='result'><query xmlns='http://jabber.org/protocol/disco#info'><identity category='conference' type='text'/>"
            + "<feature var='http://jabber.org/protocol/muc'/><feature var='urn:xmpp:sid:0'/><feature var='urn:xmpp:occupant-id:0'/>"
            + "<feature var='urn:xmpp:mam:2'/><feature var='urn:xmpp:message-moderate:1'/></query></iq>"
            + $"<presence from='{Address}/me'><x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='owner' role='moderator'/>"
            + "<status code='110'/></x><occupant-id xmlns='urn:xmpp:occupant-id:0' id='own'/></presence>"
    );

    public static void Occupants(ReadOnlySpan<byte> input)
    {
        var elements = new Queue<XmppElement>(XmlTargets.Elements([.. _arrival, .. input]));
        var session = new FuzzSession(elements);
        var router = new StanzaRouter();
        using var bookmarks = new Client(session, router);
        using var leaving = new CancellationTokenSource();
        var joining = bookmarks.Rooms.JoinAsync(_room, "me", null, leaving.Token);
        while (elements.TryDequeue(out var element))
        {
            try
            {
                (element.Name == "call" ? bookmarks.CallAsync(element.Text) : StanzaTargets.RouteAsync(router, session, element))
                    .GetAwaiter()
                    .GetResult();
            }
            catch (ChatSecureException)
            {
                // Said no, as all may.
            }
        }

        foreach (var room in bookmarks.Rooms.Rooms)
        {
            Finding.Unless(room.Occupants.Count <= Room.MaxOccupants, "A room that is too full.");
        }

        session.Delivered.ForEach(message => PayloadTargets.ReadMessage(message.Stanza));
        leaving.Cancel();
        joining.ContinueWith(_ => { }, TaskScheduler.Default).GetAwaiter().GetResult();
    }

    private sealed class Client : IDisposable
    {
        private readonly BookmarksModule _bookmarks;
        private readonly RoomAdminModule _administration;

        public Client(FuzzSession session, StanzaRouter router)
        {
            var discovery = new DiscoveryModule();
            var archive = new ArchiveModule();
            var pubSub = new PubSubModule();
            var storage = new PrivateStorageModule();
            Rooms = new(discovery, archive);
            _bookmarks = new(discovery, pubSub, storage);
            _administration = new(Rooms);
            IXmppModule[] modules =
            [
                discovery,
                archive,
                pubSub,
                storage,
                Rooms,
                _bookmarks,
                _administration,
                new InvitationsModule(Rooms) { Invited = (_, _) => default, Declined = (_, _) => default },
            ];
            foreach (var module in modules)
            {
                router.Attach(module, session);
            }
        }

        public GroupChatModule Rooms { get; }

        public async Task CallAsync(string what)
        {
            switch (what)
            {
                case "bookmarks":
                    _ = await _bookmarks.FetchAsync().ConfigureAwait(false);
                    break;
                case "affiliates":
                    _ = await _administration.FetchAffiliatesAsync(_room, RoomAffiliation.Member).ConfigureAwait(false);
                    break;
                case "configuration":
                    _ = await _administration.GetConfigurationAsync(_room).ConfigureAwait(false);
                    break;
                case "info":
                    _ = await Rooms.QueryDetailsAsync(_room).ConfigureAwait(false);
                    break;
            }
        }

        public void Dispose() => _bookmarks.Dispose();
    }
}
