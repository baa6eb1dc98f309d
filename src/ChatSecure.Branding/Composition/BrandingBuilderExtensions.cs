// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Composition;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Gives an app its brand.</summary>
public static class BrandingBuilderExtensions
{
    /// <summary>Reads a brand from its folder and registers it as a singleton, in place of one that was registered before.</summary>
    /// <param name="builder">The app's builder.</param>
    /// <param name="folder">The brand's folder.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="BrandException">The brand has mistakes.</exception>
    public static IChatSecureBuilder AddBranding(this IChatSecureBuilder builder, string folder) => builder.AddBranding(Brand.Load(folder));

    /// <summary>Registers a brand as a singleton, in place of one that was registered before, and a <see cref="LiveBrand"/> that begins with it.</summary>
    /// <param name="builder">The app's builder.</param>
    /// <param name="brand">The brand.</param>
    /// <returns>The builder.</returns>
    public static IChatSecureBuilder AddBranding(this IChatSecureBuilder builder, Brand brand)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(brand);
        builder.Services.Replace(ServiceDescriptor.Singleton(brand));
        builder.Services.Replace(ServiceDescriptor.Singleton(new LiveBrand(brand)));
        return builder;
    }
}
