// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Network.Sasl;
using ChatSecure.Network.Xml;
using Microsoft.Extensions.Time.Testing;

namespace ChatSecure.Network.Tests.Sasl;

public sealed class FastTokensTests
{
    private const string EndPoint = "HT-SHA-256-ENDP";
    private static readonly ChannelBinding[] Bindings = [new(ChannelBinding.ServerEndPoint, [1, 2, 3])];

    private readonly InMemoryClientRecord _record = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_kept_token_comes_back_and_each_use_is_counted_before_it_happens()
    {
        Assert.True(await NewTokens().TryKeepAsync(Element("secret-token", "2030-01-02T00:00:00Z"), EndPoint, default));

        for (var count = 1; count <= 3; count++)
        {
            using var token = await NewTokens().TakeAsync([EndPoint], Bindings, default);
            Assert.Equal("secret-token", Encoding.UTF8.GetString(token!.Secret));
            Assert.Equal(count, token.Count);
        }
    }

    [Fact]
    public async Task A_new_token_begins_to_count_anew()
    {
        await NewTokens().TryKeepAsync(Element("one", "2030-01-02T00:00:00Z"), EndPoint, default);
        (await NewTokens().TakeAsync([EndPoint], Bindings, default))!.Dispose();
        await NewTokens().TryKeepAsync(Element("two", "2030-01-02T00:00:00Z"), EndPoint, default);

        Assert.Equal(1, (await NewTokens().TakeAsync([EndPoint], Bindings, default))!.Count);
    }

    [Fact]
    public async Task An_expired_token_is_erased_unused()
    {
        await NewTokens().TryKeepAsync(Element("secret-token", "2030-01-02T00:00:00Z"), EndPoint, default);
        _time.Advance(TimeSpan.FromHours(24));

        Assert.Null(await NewTokens().TakeAsync([EndPoint], Bindings, default));
        Assert.Null(await _record.ReadAsync());
    }

    [Fact]
    public async Task A_token_is_used_for_its_own_mechanism_alone()
    {
        await NewTokens().TryKeepAsync(Element("secret-token", "2030-01-02T00:00:00Z"), EndPoint, default);

        Assert.Null(await NewTokens().TakeAsync(["HT-SHA-256-NONE", "HT-SHA-256-UNIQ"], Bindings, default));
        Assert.Null(await NewTokens().TakeAsync([], Bindings, default));
        Assert.NotNull(await NewTokens().TakeAsync([EndPoint], Bindings, default));
    }

    [Fact]
    public async Task A_token_that_this_connection_can_not_bind_is_not_used()
    {
        await NewTokens().TryKeepAsync(Element("secret-token", "2030-01-02T00:00:00Z"), EndPoint, default);

        Assert.Null(await NewTokens().TakeAsync([EndPoint], [], default));
    }

    [Theory]
    [InlineData("", "2030-01-02T00:00:00Z")]
    [InlineData(null, "2030-01-02T00:00:00Z")]
    [InlineData("token", null)]
    [InlineData("token", "tomorrow")]
    [InlineData("token", "2030-01-02T00:00:00")]
    [InlineData("token", "2029-12-31T23:59:59Z")]
    public async Task A_malformed_or_expired_token_is_not_kept(string? text, string? expiry)
    {
        Assert.False(await NewTokens().TryKeepAsync(Element(text, expiry), EndPoint, default));
        Assert.Null(await _record.ReadAsync());
    }

    [Fact]
    public async Task A_token_without_end_is_not_kept()
    {
        Assert.False(await NewTokens().TryKeepAsync(Element(new string('x', 1025), "2030-01-02T00:00:00Z"), EndPoint, default));
        Assert.False(await NewTokens().TryKeepAsync(Element(new string('\u00E4', 600), "2030-01-02T00:00:00Z"), EndPoint, default));
        Assert.True(await NewTokens().TryKeepAsync(Element(new string('\u00E4', 512), "2030-01-02T00:00:00Z"), EndPoint, default));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"mechanism\":1,\"secret\":\"\",\"expiresAt\":\"x\",\"count\":1}")]
    public async Task A_record_that_is_no_token_counts_as_none(string content)
    {
        await _record.WriteAsync(Encoding.UTF8.GetBytes(content));

        Assert.Null(await NewTokens().TakeAsync([EndPoint], Bindings, default));
    }

    [Fact]
    public async Task Without_a_record_no_token_is_kept_or_used()
    {
        var tokens = new FastTokens(null, _time);

        Assert.False(tokens.AreWanted);
        Assert.False(await tokens.TryKeepAsync(Element("secret-token", "2030-01-02T00:00:00Z"), EndPoint, default));
        Assert.Null(await tokens.TakeAsync([EndPoint], Bindings, default));
        await tokens.ForgetAsync(default);
    }

    [Fact]
    public async Task The_record_hands_out_copies_and_can_be_erased()
    {
        await _record.WriteAsync(new byte[] { 1, 2, 3 });
        var copy = (await _record.ReadAsync())!;
        copy[0] = 9;

        var again = await _record.ReadAsync();
        Assert.Equal(1, again![0]);
        await _record.EraseAsync();
        Assert.Null(await _record.ReadAsync());
    }

    private FastTokens NewTokens() => new(_record, _time);

    private static XmppElement Element(string? token, string? expiry) =>
        new("token", FastTokens.Namespace) { ["token"] = token, ["expiry"] = expiry };
}
