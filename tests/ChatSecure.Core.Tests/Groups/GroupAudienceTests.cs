// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using static ChatSecure.Core.Tests.Groups.GroupFixture;

namespace ChatSecure.Core.Tests.Groups;

/// <summary>Who is to read what is encrypted in a private group.</summary>
public sealed class GroupAudienceTests : IAsyncLifetime
{
    private const string PubSub = "http://jabber.org/protocol/pubsub";
    private GroupFixture _fixture = null!;
    private int _devicesAsked;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _fixture = await StartAsync();
        _fixture.Lists["member"] = ["bob@example.test", "carol@example.test"];
        _fixture.Server.OnIq(
            "get",
            "pubsub",
            PubSub,
            _ =>
            {
                Interlocked.Increment(ref _devicesAsked);
                throw new Network.Stanzas.StanzaErrorException("item-not-found");
            }
        );
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Readers_are_all_on_the_lists_and_all_who_are_there_but_ourselves()
    {
        _fixture.Lists["admin"] = ["dave@example.test"];
        await _fixture.EnterAsync(("Erin", "erin@example.test"));

        Assert.Null(await _fixture.Audience.FindAsync(Room, Cancel));
        var readers = await _fixture.Audience.GatherAsync(Room, Cancel);
        Assert.Equal(
            ["bob@example.test", "carol@example.test", "dave@example.test", "erin@example.test"],
            readers.Select(reader => reader.ToString()).Order()
        );
        Assert.Equal(readers, await _fixture.Audience.FindAsync(Room, Cancel));
    }

    [Fact]
    public async Task Whom_a_person_left_out_is_no_reader_until_that_is_taken_back()
    {
        await _fixture.EnterAsync();
        await _fixture.Audience.LeaveOutAsync(Room, Jid.Parse("bob@example.test"), isLeftOut: true, Cancel);
        Assert.Equal([Jid.Parse("carol@example.test")], await _fixture.Audience.GatherAsync(Room, Cancel));

        await _fixture.Audience.LeaveOutAsync(Room, Jid.Parse("bob@example.test"), isLeftOut: false, Cancel);
        Assert.Equal(2, (await _fixture.Audience.GatherAsync(Room, Cancel)).Count);
    }

    [Theory]
    [InlineData("forbidden")]
    [InlineData("not-allowed")]
    [InlineData("feature-not-implemented")]
    public async Task A_room_that_does_not_tell_its_members_is_sent_nothing(string condition)
    {
        await _fixture.EnterAsync();
        _fixture.ListsRefused = condition;

        await FailsAsync("members-unknown");
    }

    [Fact]
    public async Task A_list_with_a_whole_domain_names_nobody_to_encrypt_to()
    {
        _fixture.Lists["member"] = ["bob@example.test", "example.net"];
        await _fixture.EnterAsync();

        await FailsAsync("members-unknown");
    }

    [Theory]
    [InlineData("muc_membersonly")]
    [InlineData("muc_nonanonymous")]
    public async Task A_room_that_is_not_private_is_sent_nothing(string feature)
    {
        _fixture.Features.TryRemove(feature, out _);
        await _fixture.EnterAsync();

        await FailsAsync("not-private");
        var error = await Assert.ThrowsAsync<ChatSecureException>(() => _fixture.Audience.FindAsync(Room, Cancel));
        Assert.Equal("not-private", error.Condition);
    }

    [Fact]
    public async Task Members_who_come_and_go_change_nothing_and_those_who_are_new_or_removed_do()
    {
        await _fixture.EnterAsync(("Bob", "bob@example.test"));
        await _fixture.Audience.GatherAsync(Room, Cancel);
        await _fixture.VanishAsync("Bob", string.Empty, "member");
        await _fixture.AppearAsync("Bob", "bob@example.test");
        await SettleAsync();
        Assert.NotNull(await _fixture.Audience.FindAsync(Room, Cancel));

        await _fixture.AppearAsync("Mallory", "mallory@example.test");
        await SettleAsync();
        Assert.Null(await _fixture.Audience.FindAsync(Room, Cancel));
        Assert.Contains(Jid.Parse("mallory@example.test"), await _fixture.Audience.GatherAsync(Room, Cancel));

        _fixture.Lists["member"] = ["carol@example.test"];
        await _fixture.VanishAsync("Bob", "<status code='321'/>");
        await _fixture.VanishAsync("Mallory", "<status code='301'/>");
        await SettleAsync();
        Assert.Null(await _fixture.Audience.FindAsync(Room, Cancel));
        Assert.Equal([Jid.Parse("carol@example.test")], await _fixture.Audience.GatherAsync(Room, Cancel));
    }

    [Fact]
    public async Task Lists_are_asked_for_again_after_a_while_and_devices_after_a_longer_one()
    {
        await _fixture.EnterAsync();
        await _fixture.Audience.GatherAsync(Room, Cancel);
        var (lists, devices) = (_fixture.ListsAsked, _devicesAsked);
        Assert.Equal(4, devices);
        await _fixture.Audience.GatherAsync(Room, Cancel);
        Assert.Equal((lists, devices), (_fixture.ListsAsked, _devicesAsked));

        _fixture.Time.Advance(TimeSpan.FromSeconds(31));
        Assert.Null(await _fixture.Audience.FindAsync(Room, Cancel));
        await _fixture.Audience.GatherAsync(Room, Cancel);
        Assert.Equal((lists * 2, devices), (_fixture.ListsAsked, _devicesAsked));
        _fixture.Audience.ForgetAll();
        Assert.Null(await _fixture.Audience.FindAsync(Room, Cancel));
        await _fixture.Audience.GatherAsync(Room, Cancel);
        Assert.Equal((lists * 3, devices * 2), (_fixture.ListsAsked, _devicesAsked));
    }

    // What was sent before has been taken in when the subject has.
    private async Task SettleAsync()
    {
        var subject = Guid.NewGuid().ToString();
        await _fixture.Session.SendXmlAsync($"<message type='groupchat' from='{Room}'><subject>{subject}</subject></message>", Cancel);
        await UntilAsync(() => _fixture.Keeper.Info.Subject == subject);
    }

    private async Task FailsAsync(string condition)
    {
        var error = await Assert.ThrowsAsync<ChatSecureException>(() => _fixture.Audience.GatherAsync(Room, Cancel));
        Assert.Equal((ErrorKind.CannotEncrypt, condition), (error.Kind, error.Condition));
    }
}
