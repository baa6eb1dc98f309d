// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Network.Modules;
using ChatSecure.Network.Xeps.Archive;
using ChatSecure.Network.Xeps.Avatars;
using ChatSecure.Network.Xeps.Blocking;
using ChatSecure.Network.Xeps.Bookmarks;
using ChatSecure.Network.Xeps.Capabilities;
using ChatSecure.Network.Xeps.Carbons;
using ChatSecure.Network.Xeps.ClientState;
using ChatSecure.Network.Xeps.Discovery;
using ChatSecure.Network.Xeps.DisplayedSync;
using ChatSecure.Network.Xeps.GroupChat;
using ChatSecure.Network.Xeps.GroupChat.Administration;
using ChatSecure.Network.Xeps.GroupChat.Invitations;
using ChatSecure.Network.Xeps.HttpUpload;
using ChatSecure.Network.Xeps.LastActivity;
using ChatSecure.Network.Xeps.Moved;
using ChatSecure.Network.Xeps.Nicknames;
using ChatSecure.Network.Xeps.Omemo;
using ChatSecure.Network.Xeps.Onboarding;
using ChatSecure.Network.Xeps.Ping;
using ChatSecure.Network.Xeps.Presence;
using ChatSecure.Network.Xeps.PrivateStorage;
using ChatSecure.Network.Xeps.PubSub;
using ChatSecure.Network.Xeps.Push;
using ChatSecure.Network.Xeps.Registration;
using ChatSecure.Network.Xeps.Reporting;
using ChatSecure.Network.Xeps.Roster;
using ChatSecure.Network.Xeps.VCards;
using ChatSecure.Stores;

namespace ChatSecure.Core.Accounts;

/// <summary>The protocol extensions of one account's connection.</summary>
internal sealed class AccountModules : IDisposable
{
    public AccountModules(IRosterStore roster, Brand brand, string clientType)
    {
        Discovery = new DiscoveryModule(clientType, brand.Identity.SoftwareName);
        Roster = new RosterModule(roster);
        Capabilities = new CapabilitiesModule(Discovery, brand.Identity.CapabilitiesNode);
        Presence = new PresenceModule(Capabilities);
        PubSub = new PubSubModule();
        Omemo = new OmemoModule(PubSub);
        Upload = new HttpUploadModule(Discovery);
        Displayed = new DisplayedSyncModule(PubSub);
        Onboarding = new OnboardingModule(Discovery);
        Moved = new MovedModule(PubSub, roster);
        Avatars = new AvatarModule(PubSub, VCards, Presence);
        Nicknames = new NicknameModule(PubSub, Presence);
        Reporting = new ReportingModule(Discovery);
        Push = new PushModule(Discovery);
        Rooms = new GroupChatModule(Discovery, Archive);
        RoomAdmin = new RoomAdminModule(Rooms);
        Invitations = new InvitationsModule(Rooms);
        Bookmarks = new BookmarksModule(Discovery, PubSub, PrivateStorage);
        GroupService = brand.Defaults.GroupService;
    }

    /// <summary>Where the brand wants new groups to be made; null for the account's own server.</summary>
    public string? GroupService { get; }

    public DiscoveryModule Discovery { get; }

    public CapabilitiesModule Capabilities { get; }

    public RosterModule Roster { get; }

    public PresenceModule Presence { get; }

    public PubSubModule PubSub { get; }

    public OmemoModule Omemo { get; }

    public HttpUploadModule Upload { get; }

    public DisplayedSyncModule Displayed { get; }

    public PushModule Push { get; }

    public GroupChatModule Rooms { get; }

    public RoomAdminModule RoomAdmin { get; }

    public InvitationsModule Invitations { get; }

    public PrivateStorageModule PrivateStorage { get; } = new();

    public BookmarksModule Bookmarks { get; }

    public CarbonsModule Carbons { get; } = new();

    public ArchiveModule Archive { get; } = new();

    public BlockingModule Blocking { get; } = new();

    public PingModule Ping { get; } = new();

    public LastActivityModule LastActivity { get; } = new();

    public ClientStateModule ClientState { get; } = new();

    public RegistrationModule Registration { get; } = new();

    public OnboardingModule Onboarding { get; }

    public MovedModule Moved { get; }

    public VCardModule VCards { get; } = new();

    public AvatarModule Avatars { get; }

    public NicknameModule Nicknames { get; }

    public ReportingModule Reporting { get; }

    /// <summary>In the order in which they greet a new stream: the roster before presence (RFC 6121, section 2.2), carbons before anything can come in.</summary>
    public IReadOnlyList<IXmppModule> All(IXmppModule first) =>
        [
            first,
            Discovery,
            Capabilities,
            PubSub,
            Omemo,
            Archive,
            Rooms,
            RoomAdmin,
            Invitations,
            PrivateStorage,
            Bookmarks,
            Blocking,
            Ping,
            LastActivity,
            ClientState,
            Registration,
            Upload,
            Displayed,
            Onboarding,
            Moved,
            VCards,
            Avatars,
            Nicknames,
            Reporting,
            Push,
            Carbons,
            Roster,
            Presence,
        ];

    public void Dispose()
    {
        Bookmarks.Dispose();
        Roster.Dispose();
    }
}
