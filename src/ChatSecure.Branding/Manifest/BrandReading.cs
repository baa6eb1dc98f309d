// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding.Layers;
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

    public static BrandColors Colors(LayerStack<SettingValue> settings)
    {
        return new(Scheme(pair => pair.Light), Scheme(pair => pair.Dark), Terminal(settings));

        ColorScheme Scheme(Func<ColorPair, BrandColor> side)
        {
            return new()
            {
                Background = Pick(Settings.Background),
                Surface = Pick(Settings.Surface),
                Text = Pick(Settings.Text),
                TextMuted = Pick(Settings.TextMuted),
                Primary = Pick(Settings.Primary),
                OnPrimary = Pick(Settings.OnPrimary),
                Incoming = Pick(Settings.Incoming),
                OnIncoming = Pick(Settings.OnIncoming),
                Outgoing = Pick(Settings.Outgoing),
                OnOutgoing = Pick(Settings.OnOutgoing),
                Secure = Pick(Settings.Secure),
                Warning = Pick(Settings.Warning),
                Danger = Pick(Settings.Danger),
            };

            // The neutral default sets every colour (tested), so there is always one.
            BrandColor Pick(Setting<ColorPair> setting) => side(setting.Get(settings, new(default, default)));
        }
    }

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
