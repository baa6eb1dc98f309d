// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;
using ChatSecure.Network.Streams;

namespace ChatSecure.Network.Tests.Streams;

public sealed class ReconnectPolicyTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(4, 16)]
    [InlineData(9, 300)]
    [InlineData(int.MaxValue, 300)]
    public void The_ceiling_doubles_up_to_the_maximum(int failures, int seconds)
    {
        var policy = new ReconnectPolicy();

        Assert.Equal(TimeSpan.FromSeconds(seconds) * 0.5, policy.Delay(failures, 0.5));
        Assert.Equal(TimeSpan.Zero, policy.Delay(failures, 0));
    }

    [Theory]
    [InlineData(ErrorKind.Unreachable, null, true)]
    [InlineData(ErrorKind.Disconnected, null, true)]
    [InlineData(ErrorKind.TimedOut, null, true)]
    [InlineData(ErrorKind.Protocol, "temporary-auth-failure", true)]
    [InlineData(ErrorKind.Disconnected, "conflict", false)]
    [InlineData(ErrorKind.AuthenticationFailed, null, false)]
    [InlineData(ErrorKind.InsecureConnection, null, false)]
    [InlineData(ErrorKind.InvalidInput, null, false)]
    [InlineData(ErrorKind.NotSupported, null, false)]
    public void Only_what_passes_by_itself_is_tried_again(ErrorKind kind, string? condition, bool expected) =>
        Assert.Equal(expected, ReconnectPolicy.IsTransient(new ChatSecureException(kind, "test") { Condition = condition }));
}
