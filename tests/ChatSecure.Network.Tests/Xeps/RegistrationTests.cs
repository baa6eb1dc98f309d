// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Registration;
using static ChatSecure.Network.Tests.Xeps.FakeXmppSession;

namespace ChatSecure.Network.Tests.Xeps;

public sealed class RegistrationTests
{
    private readonly RegistrationModule _module = new();
    private readonly FakeXmppSession _session;

    public RegistrationTests() => _session = With(_module);

    [Fact]
    public async Task The_account_is_ended()
    {
        _session.Answer("set", "query", "jabber:iq:register", _ => null);

        await _module.CancelAsync();

        Assert.Equal("remove", Assert.Single(_session.Requests[0].Payload!.Children).Name);
    }

    [Fact]
    public async Task The_password_is_changed()
    {
        _session.Answer("set", "query", "jabber:iq:register", _ => null);

        await _module.ChangePasswordAsync("newpäss<&>"u8.ToArray());

        Assert.Equal(
            ["username=juliet", "password=newpäss<&>"],
            _session.Requests[0].Payload!.Children.Select(child => $"{child.Name}={child.Text}")
        );
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0xC3, 0x28 })]
    public async Task A_password_that_is_empty_or_not_text_is_refused(byte[] password)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => _module.ChangePasswordAsync(password));

        Assert.Empty(_session.Requests);
    }

    [Fact]
    public async Task A_refusal_does_not_hold_the_password()
    {
        var error = await Assert.ThrowsAsync<StanzaErrorException>(() => _module.ChangePasswordAsync("secret"u8.ToArray()));

        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }
}
