// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;

namespace ChatSecure.Abstractions.Tests.Messaging;

public sealed class MessageIdTests
{
    [Fact]
    public void New_ids_are_long_and_all_different()
    {
        var ids = Enumerable.Range(0, 1000).Select(_ => MessageId.Create()).ToHashSet();

        Assert.Equal(1000, ids.Count);
        Assert.All(ids, id => Assert.Matches("^[0-9a-f]{32}$", id.Value));
    }
}
