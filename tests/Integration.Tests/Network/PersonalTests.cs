// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers.Binary;
using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Avatars;
using ChatSecure.Network.Xeps.Blocking;
using ChatSecure.Network.Xeps.ClientInfo;
using ChatSecure.Network.Xeps.Discovery;
using ChatSecure.Network.Xeps.DisplayedSync;
using ChatSecure.Network.Xeps.ExternalServices;
using ChatSecure.Network.Xeps.Onboarding;
using ChatSecure.Network.Xeps.Payloads;
using ChatSecure.Network.Xeps.Presence;
using ChatSecure.Network.Xeps.Push;
using ChatSecure.Network.Xeps.Reporting;
using ChatSecure.Network.Xeps.VCards;

namespace ChatSecure.Integration.Tests.Network;

/// <summary>What an account tells of itself, keeps for itself and asks of its server.</summary>
public sealed class PersonalTests(ProsodyServer server)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_card_is_written_and_read_by_others()
    {
        await using var juliet = await LabClient.ConnectAsync(server, (_, _, _) => [new VCardModule()]);
        await using var romeo = await LabClient.ConnectAsync(server, (_, _, _) => [new VCardModule()]);
        Assert.Null(await romeo.Get<VCardModule>().FetchAsync(juliet.Account));

        await juliet.Get<VCardModule>().PublishAsync(new() { FullName = "Juliet Capulet", Nickname = "Jules" });

        // Prosody keeps vCards for contacts, unless the account says otherwise.
        await LabClient.BefriendAsync(juliet, romeo);
        var card = await romeo.Get<VCardModule>().FetchAsync(juliet.Account);
        Assert.Equal(("Juliet Capulet", "Jules"), (card?.FullName, card?.Nickname));
    }

    [Fact]
    public async Task An_avatar_reaches_a_contact_and_is_verified()
    {
        await using var juliet = await ConnectAsync();
        await using var romeo = await ConnectAsync();
        var changed = new TaskCompletionSource<AvatarInfo?>(TaskCreationOptions.RunContinuationsAsynchronously);
        romeo.Get<AvatarModule>().Changed = (owner, info, _) =>
        {
            if (owner == juliet.Account)
            {
                changed.TrySetResult(info);
            }

            return ValueTask.CompletedTask;
        };
        await LabClient.BefriendAsync(juliet, romeo);
        var png = Png(48, 48);

        var published = await juliet.Get<AvatarModule>().PublishAsync(png);

        Assert.Equal(published, await changed.Task.WaitAsync(_patience));
        var avatar = await romeo.Get<AvatarModule>().FetchAsync(juliet.Account, published);
        Assert.Equal(png, avatar!.Bytes.ToArray());
        Assert.Equal(published, await romeo.Get<AvatarModule>().FetchInfoAsync(juliet.Account));

        Task<LabClient> ConnectAsync() =>
            LabClient.ConnectAsync(
                server,
                (_, pubSub, presence) =>
                {
                    var cards = new VCardModule();
                    return [cards, new AvatarModule(pubSub, cards, presence)];
                }
            );
    }

    [Fact]
    public async Task Another_device_learns_what_was_displayed_and_nobody_else_can_read_it()
    {
        await using var phone = await LabClient.ConnectAsync(server, (_, pubSub, _) => [new DisplayedSyncModule(pubSub)]);
        await using var desk = await LabClient.ConnectAsync(server, (_, pubSub, _) => [new DisplayedSyncModule(pubSub)], phone.Account);
        await using var stranger = await LabClient.ConnectAsync(server, (_, pubSub, _) => []);
        var told = new TaskCompletionSource<DisplayedState>(TaskCreationOptions.RunContinuationsAsynchronously);
        desk.Get<DisplayedSyncModule>().Changed = (state, _) =>
        {
            told.TrySetResult(state);
            return ValueTask.CompletedTask;
        };
        var state = new DisplayedState(Jid.Parse("romeo@montague.example"), "s1", phone.Account);

        await phone.Get<DisplayedSyncModule>().PublishAsync(state);

        Assert.Equal(state, await told.Task.WaitAsync(_patience));
        Assert.Equal([state], await desk.Get<DisplayedSyncModule>().FetchAsync());
        await Assert.ThrowsAsync<StanzaErrorException>(() =>
            stranger.Get<ChatSecure.Network.Xeps.PubSub.PubSubModule>().GetItemsAsync(phone.Account, DisplayedSyncModule.Namespace)
        );
    }

    [Fact]
    public async Task Pushing_is_enabled_and_disabled()
    {
        await using var client = await LabClient.ConnectAsync(server, (discovery, _, _) => [new PushModule(discovery)]);
        var push = client.Get<PushModule>();

        await push.EnableAsync(Jid.Parse("push.lab.test"), "node1", [("secret", "x")]);
        await push.DisableAsync(Jid.Parse("push.lab.test"), "node1");
        await push.DisableAsync(Jid.Parse("push.lab.test"));

        Assert.True(await push.IsSupportedAsync());
    }

    [Fact]
    public async Task The_server_tells_its_relays_its_contacts_its_clock_and_its_software()
    {
        await using var client = await LabClient.ConnectAsync(
            server,
            (_, _, _) => [new ExternalServicesModule(), new EntityTimeModule(), new SoftwareVersionModule()]
        );
        var domain = Jid.Parse(server.Domain);

        var relays = await client.Get<ExternalServicesModule>().FetchAsync("turn");
        var contacts = ServerContacts.Read(await client.Get<DiscoveryModule>().QueryInfoAsync(domain));
        var time = await client.Get<EntityTimeModule>().QueryAsync(domain);
        var software = await client.Get<SoftwareVersionModule>().QueryAsync(domain);

        var relay = Assert.Single(relays);
        Assert.Equal(("turn.lab.test", 3478), (relay.Host, relay.Port));
        Assert.NotNull(relay.Password);
        Assert.InRange(relay.ExpiresAt!.Value, TimeProvider.System.GetUtcNow(), TimeProvider.System.GetUtcNow().AddHours(2));
        Assert.Equal("mailto:abuse@lab.test", contacts!.Abuse[0].OriginalString);
        Assert.InRange(time, TimeProvider.System.GetUtcNow().AddMinutes(-5), TimeProvider.System.GetUtcNow().AddMinutes(5));
        Assert.Equal("Prosody", software.Name);
    }

    [Fact]
    public async Task Nobody_is_told_our_software_or_clock()
    {
        await using var one = await LabClient.ConnectAsync(server, (_, _, _) => [new EntityTimeModule(), new SoftwareVersionModule()]);
        await using var other = await LabClient.ConnectAsync(server, (_, _, _) => [new EntityTimeModule(), new SoftwareVersionModule()]);
        await LabClient.BefriendAsync(one, other);
        var device = one.Client.BoundAddress!.Value;

        await Assert.ThrowsAsync<StanzaErrorException>(() => other.Get<SoftwareVersionModule>().QueryAsync(device));
        await Assert.ThrowsAsync<StanzaErrorException>(() => other.Get<EntityTimeModule>().QueryAsync(device));
    }

    [Fact]
    public async Task Somebody_is_blocked_with_a_report()
    {
        await using var client = await LabClient.ConnectAsync(
            server,
            (discovery, _, _) => [new BlockingModule(), new ReportingModule(discovery)]
        );
        var spammer = Jid.Parse("spammer@spam.example");

        Assert.True(await client.Get<ReportingModule>().IsSupportedAsync());
        await client.Get<ReportingModule>().BlockAsync(spammer, new(ReportReason.Spam) { Text = "Buy!" });

        Assert.Equal([spammer], await client.Get<BlockingModule>().FetchAsync());
    }

    [Fact]
    public async Task An_invitation_by_token_comes_back_and_one_by_the_server_is_ours()
    {
        await using var juliet = await LabClient.ConnectAsync(server, (discovery, _, _) => [new OnboardingModule(discovery)]);
        await using var romeo = await LabClient.ConnectAsync(server, (discovery, _, _) => [new OnboardingModule(discovery)]);
        var redeemed = new TaskCompletionSource<Jid>(TaskCreationOptions.RunContinuationsAsynchronously);
        juliet.Get<OnboardingModule>().Redeemed = (by, _, _) =>
        {
            redeemed.TrySetResult(by);
            return ValueTask.CompletedTask;
        };
        var link = juliet.Get<OnboardingModule>().CreateLink(juliet.Get<OnboardingModule>().Issue(TimeSpan.FromDays(1)));

        await romeo.Get<OnboardingModule>().AcceptAsync(Invitation.Read(link)!);

        Assert.Equal(romeo.Account, await redeemed.Task.WaitAsync(_patience));
        Assert.True(await juliet.Get<OnboardingModule>().IsSupportedByServerAsync());
        var invitation = await juliet.Get<OnboardingModule>().CreateByServerAsync();
        Assert.True(Invitation.Read(invitation.Link)!.AllowsRegistration);
        Assert.True(invitation.ExpiresAt > TimeProvider.System.GetUtcNow());
    }

    [Fact]
    public async Task Who_was_invited_registers_with_the_token_and_a_wrong_token_is_told()
    {
        await using var inviter = await LabClient.ConnectAsync(server, (discovery, _, _) => [new OnboardingModule(discovery)]);
        var invitation = Invitation.Read((await inviter.Get<OnboardingModule>().CreateByServerAsync()).Link)!;

        await using var invited = await LabClient.ConnectAsync(server, (_, _, _) => [], token: invitation.Token);

        Assert.NotNull(invited.Client.BoundAddress);
        var error = await Assert.ThrowsAsync<ChatSecureException>(() =>
            LabClient.ConnectAsync(server, (_, _, _) => [], token: invitation.Token)
        );
        Assert.Equal(ErrorKind.InvalidInput, error.Kind);
    }

    [Fact]
    public async Task Reactions_and_retractions_reach_the_peer_as_they_were_sent()
    {
        await using var juliet = await LabClient.ConnectAsync(server, (_, _, _) => []);
        await using var romeo = await LabClient.ConnectAsync(server, (_, _, _) => []);
        var messages = System.Threading.Channels.Channel.CreateUnbounded<MessageStanza>();
        romeo.Client.MessageReceived = (message, cancellationToken) => messages.Writer.WriteAsync(message.Stanza, cancellationToken);
        var original = new MessageStanza(romeo.Account) { Id = "m1", Body = "Hi" };

        await juliet.Client.SendAsync(original);
        await juliet.Client.SendAsync(Reactions.CreateReactions(romeo.Account, new("m1", ["❤️"])));
        await juliet.Client.SendAsync(Retractions.CreateRetraction(romeo.Account, "m1", "Retracted."));

        using var patience = new CancellationTokenSource(_patience);
        var first = await messages.Reader.ReadAsync(patience.Token);
        var second = await messages.Reader.ReadAsync(patience.Token);
        var third = await messages.Reader.ReadAsync(patience.Token);
        Assert.Equal(["❤️"], second.GetReactions()!.Emojis);
        Assert.Equal("m1", third.GetRetracts());
        var author = MessageAuthor.OfDirect(first, romeo.Account);
        Assert.Equal([author, author], [MessageAuthor.OfDirect(second, romeo.Account), MessageAuthor.OfDirect(third, romeo.Account)]);
    }

    private static byte[] Png(int width, int height)
    {
        byte[] image = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, .. "IHDR"u8, 0, 0, 0, 0, 0, 0, 0, 0, 8, 6, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(image.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(image.AsSpan(20), height);
        return image;
    }
}
