// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Cli.Secrets;

namespace ChatSecure.Cli.Tests;

/// <summary>Two brands run side by side on one machine and never meet.</summary>
public sealed class TwoBrandsTests
{
    private static readonly Brand[] _brands = [Load("ChatSecure"), Load("Zomlike"), Brand.Neutral];

    [Fact]
    public void Each_has_its_profile_and_its_keys_for_itself()
    {
        string[] profiles = [.. _brands.Select(Composition.DefaultProfile)];
        Assert.Equal(3, profiles.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(
            profiles,
            profile =>
                Assert.DoesNotContain(profiles, other => other != profile && other.StartsWith(profile + "/", StringComparison.Ordinal))
        );
        Assert.Equal(3, _brands.Select(brand => SystemSecrets.NameOf(brand, "/same/profile")).Distinct().Count());
    }

    private static Brand Load(string sample)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "ChatSecureCore.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return Brand.Load(Path.Combine(folder, "samples", sample, "brand"));
    }
}
