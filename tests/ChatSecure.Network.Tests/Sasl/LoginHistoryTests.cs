// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Network.Sasl;

namespace ChatSecure.Network.Tests.Sasl;

public sealed class LoginHistoryTests
{
    [Fact]
    public void What_is_written_is_read()
    {
        var history = new LoginHistory
        {
            Mechanisms = ["PLAIN", "SCRAM-SHA-1"],
            HadSasl2 = true,
            HadBinding = true,
            Features = "<features/>",
        };

        var read = LoginHistory.Read(history.Write());

        Assert.Equal(history.Mechanisms, read.Mechanisms);
        Assert.True(read.HadSasl2);
        Assert.True(read.HadBinding);
        Assert.Equal("<features/>", read.Features);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"mechanisms\":true}")]
    public void What_is_no_history_is_an_empty_one(string? content)
    {
        var read = LoginHistory.Read(content is null ? null : Encoding.UTF8.GetBytes(content));

        Assert.Empty(read.Mechanisms);
        Assert.False(read.HadSasl2);
    }

    [Fact]
    public void A_SCRAM_that_was_ever_offered_is_never_forgotten()
    {
        var history = LoginHistory.None.After(new() { Mechanisms = ["SCRAM-SHA-1", "X-OLD"] }, isBound: false);
        history = history.After(new() { Mechanisms = ["SCRAM-SHA-256"], IsSasl2 = true }, isBound: true);

        Assert.Equal(["SCRAM-SHA-256", "SCRAM-SHA-1"], history.Mechanisms);
        Assert.True(history.HadSasl2);
        Assert.True(history.HadBinding);
    }

    [Fact]
    public void A_server_can_not_fill_the_record_with_names()
    {
        var history = LoginHistory.None.After(new() { Mechanisms = ["SCRAM-SHA-256"] }, isBound: false);
        for (var login = 0; login < 100; login++)
        {
            string[] made = [.. Enumerable.Range(0, 100).Select(i => $"SCRAM-{login}-{i}"), "SCRAM-" + new string('X', 10_000)];
            history = history.After(new() { Mechanisms = made }, isBound: false);
        }

        Assert.Equal(LoginHistory.MaxMechanisms, history.Mechanisms.Count);
        Assert.Contains("SCRAM-SHA-256", history.Mechanisms);
        Assert.InRange(history.Write().Length, 1, 10_000);
    }
}
