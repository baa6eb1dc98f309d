// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding.Layers;
using ChatSecure.Branding.Tokens;
using ChatSecure.Encryption;

namespace ChatSecure.Branding.Manifest;

/// <summary>Puts the settings that won into the brand's records.</summary>
internal static class BrandReading
{
    public static BrandDefaults Defaults(LayerStack<SettingValue> settings, string id)
    {
        var server = Settings.DefaultServer.Get(settings, string.Empty);
        var servers = Settings.Servers.Get(settings, []);
        return new()
        {
            DefaultServer = server.Length > 0 ? server : null,
            Servers = servers.Count == 0 && server.Length > 0 ? [new(server, server)] : servers,
            DomainLock = Settings.DomainLock.Get(settings, DomainLock.None),
            DataDirectoryName = id,
            ResourcePrefix = id,
            SecretServiceName = id,
        };
    }

    public static BrandPolicy Policy(LayerStack<SettingValue> settings) =>
        new(Settings.Trust.Get(settings, TrustPolicy.Manual), Settings.RequireEncryption.Get(settings, true));

    public static BrandColors Colors(LayerStack<SettingValue> settings) =>
        new(
            SchemeBuilder.Build(settings, BrandTheme.Light),
            SchemeBuilder.Build(settings, BrandTheme.Dark),
            SchemeBuilder.Build(settings, BrandTheme.HighContrastLight),
            SchemeBuilder.Build(settings, BrandTheme.HighContrastDark),
            Terminal(settings)
        );

    private static TerminalColors Terminal(LayerStack<SettingValue> settings) =>
        new(
            Settings.TerminalAccent.Get(settings, TerminalColor.Default),
            Settings.TerminalOwn.Get(settings, TerminalColor.Default),
            Settings.TerminalPeer.Get(settings, TerminalColor.Default),
            Settings.TerminalMuted.Get(settings, TerminalColor.Default),
            Settings.TerminalWarning.Get(settings, TerminalColor.Default),
            Settings.TerminalDanger.Get(settings, TerminalColor.Default)
        );
}
