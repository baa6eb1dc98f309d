// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Composition;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;

namespace ChatSecure.Branding.Tests;

public sealed class CompositionTests
{
    [Fact]
    public void The_last_brand_is_the_only_one()
    {
        var services = new ServiceCollection();
        var builder = Substitute.For<IChatSecureBuilder>();
        builder.Services.Returns(services);
        builder.AddBranding(Brand.Neutral).AddBranding(Repository.Path("samples", "Zomlike", "brand"));
        var brand = Assert.Single(services, service => service.ServiceType == typeof(Brand));
        Assert.Equal("zomlike", ((Brand)brand.ImplementationInstance!).Id);
    }

    [Fact]
    public void A_broken_brand_is_refused_where_it_is_added()
    {
        using var folder = new BrandFolder("{}");
        var builder = Substitute.For<IChatSecureBuilder>();
        Assert.Throws<BrandException>(() => builder.AddBranding(folder.Path));
    }
}
