// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Errors;
using ChatSecure.Network.Stanzas;

namespace ChatSecure.Network.Xeps.GroupChat;

/// <summary>A presence of ours that a room has yet to answer: the wish to enter, or for another nickname. An error answers it only with its id.</summary>
internal sealed class RoomRequest(string nickname)
{
    private readonly TaskCompletionSource<StanzaErrorException?> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Id { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>The nickname that is wished for.</summary>
    public string Nickname { get; } = nickname;

    /// <summary>Null when the wish was granted, or the refusal.</summary>
    public Task<StanzaErrorException?> Answer => _answer.Task;

    public void Grant() => _answer.TrySetResult(null);

    public void Refuse(StanzaErrorException error) => _answer.TrySetResult(error);

    public void Fail(ChatSecureException error) => _answer.TrySetException(error);
}
