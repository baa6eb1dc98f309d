// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Network.Routing;
using Microsoft.Extensions.Time.Testing;

namespace ChatSecure.Network.Tests.Routing;

public sealed class ReactionBudgetTests
{
    private static readonly Jid _mallory = Jid.Parse("mallory@evil.example/x");
    private static readonly Jid _bob = Jid.Parse("bob@example.test");
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void A_peer_has_so_many_at_once_and_then_so_many_a_second()
    {
        var budget = Budget(new(5, 2, 1000, 1000));

        Assert.Equal(5, Spend(budget, _mallory, 20));
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(5, Spend(budget, _mallory, 20));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, Spend(budget, _mallory, 20));
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(5, Spend(budget, _mallory, 20));
    }

    [Fact]
    public void One_peer_uses_up_nothing_of_another_one()
    {
        var budget = Budget(new(5, 1, 1000, 1000));
        Spend(budget, _mallory, 100);

        Assert.Equal(5, Spend(budget, _bob, 20));
    }

    [Fact]
    public void All_resources_of_an_account_are_one_peer()
    {
        var budget = Budget(new(5, 1, 1000, 1000));

        Assert.Equal(5, Enumerable.Range(0, 100).Count(i => budget.TrySpend(ReactionKind.Answer, _mallory.WithResource($"r{i}"))));
    }

    [Fact]
    public void All_peers_together_have_a_budget_too()
    {
        var budget = Budget(new(5, 1, 50, 1));

        Assert.Equal(50, Enumerable.Range(0, 1000).Count(i => budget.TrySpend(ReactionKind.Answer, Jid.Parse($"u{i}@evil.example"))));
    }

    [Fact]
    public void One_kind_uses_up_nothing_of_another_one()
    {
        var budget = new ReactionBudget(new(), _time);
        Spend(budget, _mallory, 10_000);

        Assert.True(budget.TrySpend(ReactionKind.Report, _mallory));
        Assert.True(budget.TrySpend(ReactionKind.Fetch, _mallory));
    }

    [Fact]
    public void Peers_beyond_the_bound_share_what_one_has_and_make_room_in_time()
    {
        var budget = new ReactionBudget(new() { Answers = new(5, 1, 1_000_000, 1000), MaxPeers = 10 }, _time);
        for (var i = 0; i < 10; i++)
        {
            Spend(budget, Jid.Parse($"u{i}@evil.example"), 5);
        }

        Assert.Equal(5, Enumerable.Range(10, 100).Sum(i => Spend(budget, Jid.Parse($"u{i}@evil.example"), 5)));
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(5, Spend(budget, _bob, 20));
    }

    [Fact]
    public void A_clock_that_goes_back_gives_and_takes_nothing()
    {
        var time = new BackwardTime();
        var budget = new ReactionBudget(new() { Answers = new(5, 1, 1000, 1) }, time);
        Spend(budget, _mallory, 3);
        time.Now -= 1_000_000;

        Assert.Equal(2, Spend(budget, _mallory, 20));
    }

    [Theory]
    [InlineData(0, 1, 1, 1)]
    [InlineData(1, 0, 1, 1)]
    [InlineData(1, 1, -1, 1)]
    [InlineData(1, 1, 1, -0.5)]
    public void A_limit_that_is_none_is_refused(int burst, double perSecond, int total, double totalPerSecond) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Budget(new(burst, perSecond, total, totalPerSecond)));

    private ReactionBudget Budget(ReactionLimit answers) => new(new() { Answers = answers }, _time);

    private static int Spend(ReactionBudget budget, Jid peer, int times) =>
        Enumerable.Range(0, times).Count(_ => budget.TrySpend(ReactionKind.Answer, peer));

    private sealed class BackwardTime : TimeProvider
    {
        public long Now { get; set; } = 10_000_000;

        public override long GetTimestamp() => Now;

        public override long TimestampFrequency => 1000;
    }
}
