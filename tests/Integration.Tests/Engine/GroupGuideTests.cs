// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Errors;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Messaging;

namespace ChatSecure.Integration.Tests.Engine;

/// <summary>What the guide on groups shows, run.</summary>
public sealed class GroupGuideTests(ProsodyServer server)
{
    [Fact]
    public async Task A_group_with_a_member_without_keys_is_handled_as_the_guide_shows()
    {
        await using var app = await TestApp.StartAsync();
        await app.AddAccountAsync(server, $"captain-{Guid.NewGuid():N}");
        var keyless = $"keyless-{Guid.NewGuid():N}";
        await server.RegisterUserAsync(keyless, ProsodyServer.Password);
        var (client, account, friend) = (app.Client, app.Account, Jid.Parse(server.Jid(keyless)));
        var shown = new List<(Jid?, GroupMemberKeys)>();
        void Show(string? nick, Jid? address, GroupMemberKeys keys) => shown.Add((address, keys));
        bool AsksThePerson(IReadOnlyList<Jid> members) => members.Contains(friend);

        #region groups
        var group = await client.Groups.CreateAsync(account, new NewGroup { Name = "The crew", Members = [friend] });
        var conversation = new ConversationId(account, group.Room.Jid);
        try
        {
            await client.Conversations.SendAsync(conversation, new OutgoingMessage("All aboard?"));
        }
        catch (MissingKeysException missing)
        {
            foreach (var member in await client.Groups.MembersAsync(account, group.Room.Jid))
            {
                // GroupMemberKeys.None: has no device for it. Undecided: compare a fingerprint first.
                Show(member.Nick, member.Address, member.Keys);
            }

            if (AsksThePerson(missing.Members))
            {
                foreach (var member in missing.Members)
                {
                    await client.Groups.LeaveOutAsync(account, group.Room.Jid, member);
                }
            }
        }
        #endregion

        Assert.Contains((friend, GroupMemberKeys.None), shown);
        Assert.True((await client.Groups.MembersAsync(account, group.Room.Jid)).Single(member => member.Address == friend).IsLeftOut);
        Assert.Empty(await app.HistoryAsync(group.Room.Jid));
    }
}
