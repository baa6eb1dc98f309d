// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Storage;

namespace ChatSecure.Cli.Secrets;

/// <summary>The secret store of this operating system.</summary>
internal static class SystemSecrets
{
    /// <summary>The store; null where there is none that we know.</summary>
    public static ISecretStore? Find(Brand brand) =>
        OperatingSystem.IsLinux() ? new SecretServiceStore()
        : OperatingSystem.IsMacOS() ? new KeychainSecretStore(brand.Identity.SecretServiceName)
        : OperatingSystem.IsWindows() ? new DpapiSecretStore(Path.Combine(Composition.DefaultProfile(brand), "keys"))
        : null;

    /// <summary>Under which name a profile's key lies there.</summary>
    public static string NameOf(Brand brand, string profile) => $"{brand.Identity.SecretServiceName} {profile}";
}
