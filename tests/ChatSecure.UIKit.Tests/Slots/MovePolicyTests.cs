// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Composition;
using ChatSecure.UIKit.Slots;
using Microsoft.Extensions.DependencyInjection;

namespace ChatSecure.UIKit.Tests.Slots;

public sealed class MovePolicyTests : IDisposable
{
    private static readonly Jid _old = Jid.Parse("amina@old.example");
    private static readonly Jid _new = Jid.Parse("amina@home.example");

    private readonly string _folder = Directory.CreateTempSubdirectory("brand-").FullName;
    private readonly Brand _brand;

    public MovePolicyTests()
    {
        File.WriteAllText(
            Path.Combine(_folder, "brand.json"),
            """
            {
              "schemaVersion": 1, "id": "acme", "name": "Acme",
              "defaults": { "retiredServers": [{ "domain": "old.example", "moveTo": "home.example" }] }
            }
            """
        );
        _brand = Brand.Load(_folder);
    }

    [Fact]
    public void Who_is_on_a_retired_server_is_to_move_once_both_accounts_are_online()
    {
        Assert.Null(Offer(_new, [_old]));
        Assert.Null(new MovePolicy().Offer(new(_old, [_new], _ => true, Brand.Neutral)));
        Assert.Equal(new MoveOffer("home.example", null, IsReady: false), Offer(_old, []));
        Assert.Equal(new MoveOffer("home.example", null, IsReady: false), Offer(_old, [Jid.Parse("amina@other.example")], _old));
        Assert.Equal(new MoveOffer("home.example", _new, IsReady: false), Offer(_old, [_new], _new));
        Assert.Equal(new MoveOffer("home.example", _new, IsReady: false), Offer(_old, [_new], _old));
        Assert.Equal(new MoveOffer("home.example", _new, IsReady: true), Offer(_old, [_new], _old, _new));
    }

    [Fact]
    public void An_app_decides_otherwise()
    {
        using var provider = Provide();
        Assert.IsType<Never>(provider.GetRequiredService<KitSlots>().Moves);
        Assert.IsType<MovePolicy>(KitSlots.Default.Moves);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private MoveOffer? Offer(Jid account, IReadOnlyList<Jid> others, params Jid[] online) =>
        new MovePolicy().Offer(new(account, others, online.Contains, _brand));

    private static ServiceProvider Provide()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IMovePolicy, Never>();
        new ChatSecureBuilder(services).AddUIKit();
        return services.BuildServiceProvider();
    }

    private sealed class Never : IMovePolicy
    {
        public MoveOffer? Offer(MoveContext context) => null;
    }

    private sealed class ChatSecureBuilder(IServiceCollection services) : IChatSecureBuilder
    {
        public IServiceCollection Services { get; } = services;
    }
}
