// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Errors;
using ChatSecure.Network.Transport;
using CsCheck;

namespace ChatSecure.Network.Tests.Transport;

public sealed class ServiceResolverTests
{
    private const string StartTls = "_xmpp-client._tcp.example.test";
    private const string Direct = "_xmpps-client._tcp.example.test";

    private readonly FakeDns _dns = new();

    [Fact]
    public async Task Both_kinds_of_records_are_mixed_by_priority()
    {
        _dns.Services[StartTls] = [new("b.test.", 5222, 20, 0), new("d.test.", 5222, 40, 0)];
        _dns.Services[Direct] = [new("c.test.", 443, 30, 0), new("a.test.", 5223, 10, 0)];

        var targets = await ResolveAsync();

        Assert.Equal(
            [
                new("a.test", 5223, TlsMode.Direct),
                new("b.test", 5222, TlsMode.StartTls),
                new("c.test", 443, TlsMode.Direct),
                new("d.test", 5222, TlsMode.StartTls),
            ],
            targets
        );
    }

    [Fact]
    public async Task Without_records_the_domain_itself_is_tried() =>
        Assert.Equal([new ServerAddress("example.test", 5222)], await ResolveAsync());

    [Fact]
    public async Task A_domain_that_says_it_has_no_service_is_not_tried()
    {
        _dns.Services[StartTls] = [new(".", 0, 0, 0)];

        var failure = await Assert.ThrowsAsync<ChatSecureException>(ResolveAsync);

        Assert.Equal(ErrorKind.Unreachable, failure.Kind);
    }

    [Theory]
    [InlineData(StartTls)]
    [InlineData(Direct)]
    public async Task A_kind_that_is_decidedly_not_there_forbids_guessing(string kind)
    {
        _dns.Services[kind] = [new(".", 0, 0, 0)];

        Assert.Equal(ErrorKind.Unreachable, (await Assert.ThrowsAsync<ChatSecureException>(ResolveAsync)).Kind);
        Assert.DoesNotContain("example.test", _dns.Asked);
    }

    [Fact]
    public async Task Targets_of_one_priority_are_one_group_whatever_their_kind()
    {
        _dns.Services[StartTls] = [new("a.test.", 5222, 10, 0), new("c.test.", 5222, 20, 0)];
        _dns.Services[Direct] = [new("b.test.", 5223, 10, 0)];

        var groups = await GroupsAsync();

        Assert.Equal(2, groups.Count);
        Assert.Equal(["a.test", "b.test"], groups[0].Select(server => server.Host).Order());
        Assert.Equal([new ServerAddress("c.test", 5222)], groups[1]);
    }

    [Fact]
    public async Task No_direct_TLS_leaves_STARTTLS()
    {
        _dns.Services[Direct] = [new(".", 0, 0, 0)];
        _dns.Services[StartTls] = [new("a.test.", 5222, 0, 0)];

        Assert.Equal([new ServerAddress("a.test", 5222)], await ResolveAsync());
    }

    [Fact]
    public async Task No_STARTTLS_leaves_direct_TLS()
    {
        _dns.Services[StartTls] = [new(".", 0, 0, 0)];
        _dns.Services[Direct] = [new("a.test.", 5223, 0, 0)];

        Assert.Equal([new ServerAddress("a.test", 5223, TlsMode.Direct)], await ResolveAsync());
    }

    [Fact]
    public async Task An_address_is_not_looked_up()
    {
        var groups = await new ServiceResolver(_dns, _ => 0).ResolveAsync("::1", default);

        Assert.Equal([new ServerAddress("::1", 5222)], Assert.Single(groups));
        Assert.Empty(_dns.Asked);
    }

    [Fact]
    public async Task Thousands_of_records_cost_a_few_attempts()
    {
        _dns.Services[StartTls] = [.. Enumerable.Range(1, 5000).Select(i => new SrvRecord($"h{i}.test.", 5222, 0, i))];

        Assert.Equal(16, (await ResolveAsync()).Count);
    }

    [Theory]
    [InlineData(0, "zero")]
    [InlineData(1, "one")]
    [InlineData(2, "nine")]
    [InlineData(10, "nine")]
    public void The_first_of_one_priority_is_drawn_by_weight(int drawn, string expected)
    {
        SrvRecord[] records = [new("one", 1, 0, 1), new("nine", 1, 0, 9), new("zero", 1, 0, 0)];
        var draws = new Queue<int>([drawn, 0, 0]);

        var order = SrvOrder.Sort(records, record => record, _ => draws.Dequeue());

        Assert.Equal(expected, order[0].Target);
    }

    [Fact]
    public void Ordering_loses_nothing_and_keeps_priorities() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 5])
            .List[0, 20]
            .Sample(pairs =>
            {
                var records = pairs.Select((pair, i) => new SrvRecord($"h{i}", 1, pair.Item1, pair.Item2)).ToList();
                var order = SrvOrder.Sort(records, record => record, bound => bound - 1);
                return order.Select(record => record.Priority).SequenceEqual(order.Select(record => record.Priority).Order())
                    && order.ToHashSet().SetEquals(records);
            });

    private async Task<List<ServerAddress>> ResolveAsync() => [.. (await GroupsAsync()).SelectMany(group => group)];

    private Task<IReadOnlyList<IReadOnlyList<ServerAddress>>> GroupsAsync() =>
        new ServiceResolver(_dns, _ => 0).ResolveAsync("example.test", default);
}
