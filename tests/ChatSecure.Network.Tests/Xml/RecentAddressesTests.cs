// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Tests.Xml;

public sealed class RecentAddressesTests
{
    private readonly RecentAddresses _addresses = new();

    [Fact]
    public void An_address_that_comes_again_is_the_same_string() =>
        Assert.Same(_addresses.Get("juliet@capulet.example/balcony"u8), _addresses.Get("juliet@capulet.example/balcony"u8));

    [Fact]
    public void What_looks_alike_to_the_slot_is_not_taken_for_another()
    {
        string[] alike = ["", "a", "ab@c", "aa@c", "a@bc", "äb@c", "ab@ć", "ab@\u0107", new('a', 128), new('a', 129), new('a', 3000)];
        foreach (var address in alike.Concat(alike.Reverse()).SelectMany(one => new[] { one, "x" + one, one + "c" }))
        {
            Assert.Equal(address, _addresses.Get(Encoding.UTF8.GetBytes(address)));
        }
    }

    [Fact]
    public void A_long_address_is_not_kept()
    {
        var utf8 = Encoding.UTF8.GetBytes(new string('a', 129));
        Assert.NotSame(_addresses.Get(utf8), _addresses.Get(utf8));
    }
}
