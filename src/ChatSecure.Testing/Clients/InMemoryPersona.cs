// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Contacts;

namespace ChatSecure.Testing.Clients;

/// <summary>On this network contacts see who is online and no more: the rest of a persona is refused, as by a server that does not store it.</summary>
internal sealed class InMemoryPersona(InMemoryChatClient client) : IPersona
{
    public Task ShowAsync(Jid account, Availability availability, string? text = null, CancellationToken cancellationToken = default) =>
        RefuseAsync();

    public Task ShowIdleAsync(Jid account, DateTimeOffset? since, CancellationToken cancellationToken = default) => RefuseAsync();

    public Task SetNicknameAsync(Jid account, string? nickname, CancellationToken cancellationToken = default) => RefuseAsync();

    public Task SetAvatarAsync(Jid account, ReadOnlyMemory<byte>? png, CancellationToken cancellationToken = default) => RefuseAsync();

    private Task<bool> RefuseAsync() => client.RefuseAsync<bool>("There are no personas on this network.");
}
