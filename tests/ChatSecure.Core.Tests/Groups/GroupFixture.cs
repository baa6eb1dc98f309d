// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Concurrent;
using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Core.Accounts;
using ChatSecure.Core.Encryption;
using ChatSecure.Core.Events;
using ChatSecure.Core.Groups;
using ChatSecure.Core.Sending;
using ChatSecure.Core.Sync;
using ChatSecure.Crypto.Omemo;
using ChatSecure.Encryption;
using ChatSecure.Messaging;
using ChatSecure.Network;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xml;
using ChatSecure.Stores;
using ChatSecure.Testing.Server;
using ChatSecure.Testing.Stores;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ChatSecure.Core.Tests.Groups;

/// <summary>Alice's groups at a scripted server, which plays one room.</summary>
internal sealed class GroupFixture : IInboxReplies, IAsyncDisposable
{
    public static readonly Jid Alice = Jid.Parse("alice@example.test");
    public static readonly Jid Room = Jid.Parse("coven@muc.example.test");

    private const string Info = "http://jabber.org/protocol/disco#info";
    private const string Admin = "http://jabber.org/protocol/muc#admin";
    private readonly SessionGate _gate = new();
    private readonly FollowUps _followUps;
    private readonly CancellationTokenSource _stream = new();
    private int _processed;

    private GroupFixture()
    {
        Modules = new(Store.Roster, Brand.Neutral, "pc");
        Client = new(
            ScriptedAccount.Options(
                Server,
                Alice,
                Modules.Discovery,
                Modules.PubSub,
                Modules.Omemo,
                Modules.Archive,
                Modules.Rooms,
                Modules.RoomAdmin,
                Modules.PrivateStorage,
                Modules.Bookmarks
            ) with
            {
                // Tests move the clock by many minutes while answers are under way, and while nobody says anything.
                RequestTimeout = TimeSpan.FromDays(1),
                KeepAliveInterval = Timeout.InfiniteTimeSpan,
                KeepAliveTimeout = TimeSpan.FromDays(1),
            },
            time: Time
        )
        {
            MessageReceived = async (message, token) =>
            {
                await Book!.ProcessAsync(message, token);
                Interlocked.Increment(ref _processed);
            },
        };
        _followUps = new(_gate, NullLogger.Instance);
        _gate.Open();
        Machine = new OmemoMachine(Alice, Store.CryptoState, TrustPolicy.BlindTrustBeforeVerification, Time);
        Keys = new OmemoState(Alice, Store, Machine, Events, Time);
        Directory = new OmemoDirectory(Keys, Modules.Omemo, NullLogger.Instance);
        Omemo = new OmemoCoordinator(Keys, Directory, string.Empty);
        Audience = new GroupAudience(Alice, Store, Modules.Rooms, Modules.RoomAdmin, Directory, Time);
        var inbox = new RoomInbox(Alice, Store, Omemo, Events, this, Waiters, Modules.Rooms.Find, Time, NullLogger.Instance);
        Book = new GroupBook(Alice, Store, Modules, inbox, Events, _followUps, Audience, () => Woken(), Time, NullLogger.Instance);
        Server.OnIq("get", "query", Info, Describe);
        Server.OnIq("get", "query", Admin, List);
    }

    public ScriptedXmppServer Server { get; } = ScriptedXmppServer.Start();

    public FakeTimeProvider Time { get; } = new(DateTimeOffset.UtcNow);

    public InMemoryChatStore Store { get; } = new();

    public EventHub Events { get; } = new();

    public SendWaiters Waiters { get; } = new();

    public SessionGate Gate => _gate;

    public AccountModules Modules { get; }

    public XmppClient Client { get; }

    public OmemoMachine Machine { get; }

    public OmemoState Keys { get; }

    public OmemoDirectory Directory { get; }

    public OmemoCoordinator Omemo { get; }

    public GroupAudience Audience { get; }

    public GroupBook Book { get; }

    public ScriptedSession Session { get; private set; } = null!;

    /// <summary>Is told when the outbox is to look again.</summary>
    public Action Woken { get; set; } = () => { };

    /// <summary>What the room announces.</summary>
    public ConcurrentDictionary<string, bool> Features { get; } = new() { ["muc_membersonly"] = true, ["muc_nonanonymous"] = true };

    /// <summary>What the server announces for our account.</summary>
    public List<string> AccountFeatures { get; } = [];

    /// <summary>The lists of the room, by affiliation.</summary>
    public ConcurrentDictionary<string, string[]> Lists { get; } = new() { ["owner"] = [Alice.ToString()] };

    /// <summary>Why the lists may not be read; null if they may.</summary>
    public string? ListsRefused { get; set; }

    /// <summary>How often a list was asked for.</summary>
    public int ListsAsked { get; private set; }

    /// <summary>How many messages that came in live have been seen to.</summary>
    public int Processed => Volatile.Read(ref _processed);

    public RoomKeeper Keeper => Book.Get(Room);

    public static async Task<GroupFixture> StartAsync(RoomInfo? info = null)
    {
        var fixture = new GroupFixture();
        await fixture.Store.Accounts.SaveAsync(new AccountSettings { Jid = Alice });
        await fixture.Store.Rooms.SaveAsync(Alice, info ?? new RoomInfo { Jid = Room, IsAutoJoined = true });
        await fixture.Keys.OpenAsync(CancellationToken.None);
        await fixture.Client.ConnectAsync();
        fixture.Session = await fixture.Server.AcceptAsync();
        await fixture.Book.LoadAsync(CancellationToken.None);
        return fixture;
    }

    /// <summary>Enters the room, in which those are whose names and addresses are given.</summary>
    public async Task EnterAsync(params (string Nick, string Jid)[] others)
    {
        Book.Start(_stream.Token);
        await AdmitAsync(others);
        await Keeper.Entered.WaitAsync(TimeSpan.FromSeconds(10));
    }

    /// <summary>Waits for the wish to enter, and grants it.</summary>
    public async Task AdmitAsync(params (string Nick, string Jid)[] others) => await GrantAsync(await ExpectJoinAsync(), others);

    /// <summary>Grants a wish to enter.</summary>
    public async Task GrantAsync(XmppElement wish, params (string Nick, string Jid)[] others)
    {
        foreach (var (nick, jid) in others)
        {
            await AppearAsync(nick, jid);
        }

        var self = Jid.Parse(wish["to"]!).Resource!;
        await AppearAsync(self, Alice.ToString(), "<status code='110'/><status code='100'/>", "owner", "moderator", wish["id"]);
        await Session.SendXmlAsync($"<message type='groupchat' from='{Room}'><subject/></message>");
    }

    /// <summary>The wish to enter.</summary>
    public async Task<XmppElement> ExpectJoinAsync()
    {
        var presence = await Session.ExpectAsync("presence");
        Assert.NotNull(presence.Child("x", "http://jabber.org/protocol/muc"));
        return presence;
    }

    /// <summary>An occupant is there.</summary>
    public Task AppearAsync(
        string nick,
        string jid,
        string statuses = "",
        string affiliation = "member",
        string role = "participant",
        string? id = null
    ) =>
        Session.SendXmlAsync(
            $"<presence from='{Room}/{nick}'{(id is null ? "" : $" id='{id}'")}><x xmlns='http://jabber.org/protocol/muc#user'>"
                + $"<item affiliation='{affiliation}' role='{role}' jid='{jid}/phone'/>{statuses}</x></presence>"
        );

    /// <summary>An occupant leaves, or is made to.</summary>
    public Task VanishAsync(string nick, string content, string affiliation = "none") =>
        Session.SendXmlAsync(
            $"<presence type='unavailable' from='{Room}/{nick}'><x xmlns='http://jabber.org/protocol/muc#user'>"
                + $"<item affiliation='{affiliation}' role='none'/>{content}</x></presence>"
        );

    /// <summary>Ends when what follows from what was received so far is done.</summary>
    public Task FollowedUpAsync()
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _followUps.Add(_ =>
        {
            done.SetResult();
            return Task.CompletedTask;
        });
        return done.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    public static async Task UntilAsync(Func<bool> condition, Action? meanwhile = null)
    {
        for (var i = 0; i < 1_000; i++)
        {
            if (condition())
            {
                return;
            }

            meanwhile?.Invoke();
            await Task.Delay(10);
        }

        Assert.Fail("It never came to that.");
    }

    void IInboxReplies.PublishBundle(EncryptionKind kind) { }

    void IInboxReplies.SendEmpty(EncryptionKind kind, Jid owner, DeviceId device, bool rebuild) { }

    void IInboxReplies.RefusePrivate(Jid occupant, string? id) { }

    ValueTask<bool> IInboxReplies.OwesReceiptAsync(Jid sender, CancellationToken cancellationToken) => ValueTask.FromResult(true);

    void IInboxReplies.TellOwed() { }

    public async ValueTask DisposeAsync()
    {
        await _stream.CancelAsync();
        await Book.DisposeAsync();
        await _followUps.DisposeAsync();
        await Client.DisposeAsync();
        await Server.DisposeAsync();
        Keys.Dispose();
        Modules.Dispose();
        _stream.Dispose();
    }

    private XmppElement Describe(IqStanza request)
    {
        var (isRoom, isAccount) = (request.To == Room, request.To == Alice);
        if (!isRoom && !isAccount && request.To != Jid.Parse(Room.Domain))
        {
            throw new StanzaErrorException("item-not-found");
        }

        var info = new XmppElement("query", Info);
        if (!isAccount)
        {
            info.Add(new XmppElement("identity", Info) { ["category"] = "conference", ["type"] = "text" });
            info.Add(new XmppElement("feature", Info) { ["var"] = "http://jabber.org/protocol/muc" });
        }

        foreach (
            var feature in isRoom ? Features.Keys
            : isAccount ? AccountFeatures
            : []
        )
        {
            info.Add(new XmppElement("feature", Info) { ["var"] = feature });
        }

        return info;
    }

    private XmppElement List(IqStanza request)
    {
        ListsAsked++;
        if (ListsRefused is { } condition)
        {
            throw new StanzaErrorException(condition);
        }

        var affiliation = request.Payload!.Child("item", Admin)!["affiliation"]!;
        var list = new XmppElement("query", Admin);
        foreach (var jid in Lists.GetValueOrDefault(affiliation) ?? [])
        {
            list.Add(new XmppElement("item", Admin) { ["affiliation"] = affiliation, ["jid"] = jid });
        }

        return list;
    }
}
