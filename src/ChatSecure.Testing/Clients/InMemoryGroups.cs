// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Contacts;
using ChatSecure.Messaging;

namespace ChatSecure.Testing.Clients;

/// <summary>Groups are not played: as on a server without rooms, there is none, and every other call says so. Their events can be raised.</summary>
internal sealed class InMemoryGroups(InMemoryChatClient client) : IGroups
{
    public Task<IReadOnlyList<Group>> ListAsync(Jid account, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<Group>>([]);

    public Task<IReadOnlyList<GroupInvitation>> InvitationsAsync(Jid account, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<GroupInvitation>>([]);

    public Task<Group> CreateAsync(Jid account, NewGroup group, CancellationToken cancellationToken = default) => RefuseAsync<Group>();

    public Task<Group> JoinAsync(
        Jid account,
        Jid room,
        string? nick = null,
        string? password = null,
        CancellationToken cancellationToken = default
    ) => RefuseAsync<Group>();

    public Task LeaveAsync(Jid account, Jid room, CancellationToken cancellationToken = default) => RefuseAsync();

    public Task DestroyAsync(
        Jid account,
        Jid room,
        string? reason = null,
        Jid? alternate = null,
        CancellationToken cancellationToken = default
    ) => RefuseAsync();

    public Task<Group> SetNickAsync(Jid account, Jid room, string nick, CancellationToken cancellationToken = default) =>
        RefuseAsync<Group>();

    public Task<ContactAvatar?> AvatarAsync(Jid account, Jid room, CancellationToken cancellationToken = default) =>
        Task.FromResult<ContactAvatar?>(null);

    public Task SetAvatarAsync(Jid account, Jid room, ReadOnlyMemory<byte>? image, CancellationToken cancellationToken = default) =>
        RefuseAsync();

    public Task InviteAsync(Jid account, Jid room, Jid invitee, string? reason = null, CancellationToken cancellationToken = default) =>
        RefuseAsync();

    public Task DeclineAsync(Jid account, Jid room, string? reason = null, CancellationToken cancellationToken = default) => RefuseAsync();

    public Task<IReadOnlyList<GroupMember>> MembersAsync(Jid account, Jid room, CancellationToken cancellationToken = default) =>
        RefuseAsync<IReadOnlyList<GroupMember>>();

    public Task SetAffiliationAsync(
        Jid account,
        Jid room,
        Jid member,
        GroupAffiliation affiliation,
        string? reason = null,
        CancellationToken cancellationToken = default
    ) => RefuseAsync();

    public Task SetRoleAsync(
        Jid account,
        Jid room,
        string nick,
        GroupRole role,
        string? reason = null,
        CancellationToken cancellationToken = default
    ) => RefuseAsync();

    public Task SetSubjectAsync(Jid account, Jid room, string subject, CancellationToken cancellationToken = default) => RefuseAsync();

    public Task RenameAsync(Jid account, Jid room, string name, CancellationToken cancellationToken = default) => RefuseAsync();

    public Task ModerateAsync(
        Jid account,
        Jid room,
        MessageId message,
        string? reason = null,
        CancellationToken cancellationToken = default
    ) => RefuseAsync();

    public Task LeaveOutAsync(Jid account, Jid room, Jid member, bool isLeftOut = true, CancellationToken cancellationToken = default) =>
        RefuseAsync();

    private Task<bool> RefuseAsync() => RefuseAsync<bool>();

    private Task<T> RefuseAsync<T>() => client.RefuseAsync<T>("There are no groups on this network.");
}
