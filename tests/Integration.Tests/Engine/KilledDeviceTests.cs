// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.Json.Nodes;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Integration.Tests.Cli;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Messaging;

namespace ChatSecure.Integration.Tests.Engine;

/// <summary>Three devices of one account, of which one is a program that is killed again and again (kill -9), in a group and in a conversation: all of them
/// end with the same history.</summary>
public sealed class KilledDeviceTests(ProsodyServer server)
{
    private const int Rounds = 3;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_device_that_is_killed_and_comes_back_has_what_the_others_have()
    {
        await using var alice = await GroupScenes.NewAppAsync(server, "alice");
        await using var carol = await GroupScenes.NewAppAsync(server, "carol");
        await using var phone = await GroupScenes.NewAppAsync(server, "bob");
        await using var desk = await TestApp.StartAsync();
        await desk.AddAccountAsync(server, phone.Account.Local!, register: false);
        using var profile = new CliProfile();
        await using var laptop = new Laptop(profile, $"{phone.Account}");
        await laptop.AddAsync(server);
        await phone.WaitForDevicesAsync(3);
        await desk.WaitForDevicesAsync(3);
        var room = await GroupScenes.PrivateAsync(alice, phone, carol);
        // The other devices of the account enter by themselves.
        await desk.WaitForAsync<GroupChanged>(
            changed => changed.Group is { State: GroupState.Joined } group && group.Room.Jid == room,
            _patience
        );
        await laptop.UntilInAsync($"{room}");

        for (var round = 0; round < Rounds; round++)
        {
            await alice.DeliverAsync(room, $"{round} from alice");
            await laptop.Rpc.WaitForMessageAsync($"{round} from alice");
            await laptop.SendAndDieAsync($"{room}", $"{round} from the laptop");
            await carol.DeliverAsync(room, $"{round} from carol");
            await phone.DeliverAsync(room, $"{round} from the phone");
            await desk.DeliverAsync(alice, $"{round} from the desk, to alice alone");
            await alice.DeliverAsync(phone, $"{round} from alice alone");
            await laptop.ComeBackAsync();
            foreach (var app in (TestApp[])[alice, carol, phone, desk])
            {
                await HasAsync(app, $"{round} from the laptop");
            }
        }

        await alice.DeliverAsync(room, "the end");
        await alice.DeliverAsync(phone, "the end, for bob alone");
        foreach (var body in (string[])["the end", "the end, for bob alone"])
        {
            await HasAsync(phone, body);
            await HasAsync(desk, body);
            await laptop.Rpc.WaitForMessageAsync(body);
        }

        await AssertSameAsync($"{room}", 4 * Rounds + 1);
        await AssertSameAsync($"{alice.Account}", 2 * Rounds + 1);

        async Task AssertSameAsync(string with, int count)
        {
            var expected = await LinesAsync(phone, with);
            Assert.Equal(count, expected.Count);
            Assert.Equal(expected, await LinesAsync(desk, with));
            Assert.Equal(expected, await laptop.LinesAsync(with));
        }
    }

    private static Task HasAsync(TestApp app, string body) =>
        app.WaitForAsync<MessageAdded>(added => added.Message.Body == body, _patience);

    // What waited in a device that was dead stands there where it was written, and elsewhere where it came: so by their words.
    private static async Task<List<string>> LinesAsync(TestApp app, string with)
    {
        var messages = (await app.Client.Conversations.HistoryAsync(app.With(Addressing.Jid.Parse(with)), 1000)).Messages;
        Assert.All(messages, message => Assert.Equal(EncryptionKind.Omemo2, message.Encryption));
        return
        [
            .. messages
                .Select(message => Line(message.Body, message.Id.Value, message.Direction == MessageDirection.Incoming, $"{message.From}"))
                .Order(StringComparer.Ordinal),
        ];
    }

    private static string Line(string? body, string id, bool isIncoming, string from) =>
        $"{body ?? "?"} {id} {(isIncoming ? "in" : "out")} {from}";

    /// <summary>A device that is a program.</summary>
    private sealed class Laptop(CliProfile profile, string account) : IAsyncDisposable
    {
        private RpcSession? _rpc;

        public RpcSession Rpc => _rpc!;

        public async Task AddAsync(ProsodyServer server)
        {
            _rpc = new RpcSession(profile);
            await Rpc.CallAsync(
                "account.add",
                new JsonObject
                {
                    ["jid"] = account,
                    ["password"] = CliProfile.Password,
                    ["server"] = $"127.0.0.1:{server.Port}",
                    ["ca"] = server.CaFile,
                }
            );
        }

        public Task UntilInAsync(string room) =>
            Rpc.WaitForAsync("group", group => (string?)group["room"] == room && (string?)group["state"] == "joined");

        /// <summary>Dies as soon as it has said that it will send it.</summary>
        public async Task SendAndDieAsync(string to, string body)
        {
            await Rpc.CallAsync("message.send", RpcSession.SendParameters(account, to, body));
            await Rpc.KillAsync();
            await Rpc.DisposeAsync();
        }

        public async Task ComeBackAsync()
        {
            _rpc = new RpcSession(profile);
            await Rpc.ConnectAsync(account);
        }

        public async Task<List<string>> LinesAsync(string with)
        {
            var messages = await Rpc.HistoryAsync(with);
            Assert.All(messages, message => Assert.Equal("omemo2", (string?)message["encryption"]));
            return
            [
                .. messages
                    .Select(message =>
                        Line(
                            (string?)message["body"],
                            (string)message["id"]!,
                            (string?)message["direction"] == "in",
                            (string)message["from"]!
                        )
                    )
                    .Order(StringComparer.Ordinal),
            ];
        }

        public async ValueTask DisposeAsync()
        {
            if (_rpc is not null)
            {
                await _rpc.DisposeAsync();
            }
        }
    }
}
