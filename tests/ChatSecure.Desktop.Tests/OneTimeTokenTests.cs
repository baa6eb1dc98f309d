// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Desktop.Security;

namespace ChatSecure.Desktop.Tests;

public sealed class OneTimeTokenTests
{
    [Fact]
    public void Before_there_is_one_nothing_opens() => Assert.False(new OneTimeToken().TryUse(""));

    [Fact]
    public void It_is_long_random_and_fit_for_a_link()
    {
        var secrets = Enumerable.Range(0, 100).Select(_ => OneTimeToken.NewSecret()).ToList();
        Assert.Equal(secrets.Count, secrets.Distinct().Count());
        Assert.All(secrets, secret => Assert.Matches("^[A-Za-z0-9_-]{43}$", secret));
    }

    [Fact]
    public async Task Of_many_who_come_at_once_with_it_one_gets_in()
    {
        var token = new OneTimeToken();
        var secret = token.Renew();
        var used = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => token.TryUse(secret))));
        Assert.Single(used, isUsed => isUsed);
    }
}
