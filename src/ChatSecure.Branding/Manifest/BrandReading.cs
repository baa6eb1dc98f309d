// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding.Layers;
using ChatSecure.Branding.Tokens;
using ChatSecure.Encryption;

namespace ChatSecure.Branding.Manifest;

/// <summary>Puts the settings that won into the brand's records.</summary>
internal static class BrandReading
{
    public static BrandDefaults Defaults(LayerStack<SettingValue> settings)
    {
        var server = Settings.DefaultServer.Get(settings, string.Empty);
        var servers = Settings.Servers.Get(settings, []);
        return new()
        {
            DefaultServer = server.Length > 0 ? server : null,
            Servers = servers.Count == 0 && server.Length > 0 ? [new(server, server)] : servers,
            DomainLock = Settings.DomainLock.Get(settings, DomainLock.None),
            RetiredServers = Settings.RetiredServers.Get(settings, []),
            GroupService = Find(settings, Settings.GroupService),
            OnboardingSteps = BehaviourSettings.Steps.Get(settings, []),
            IdleLock = BehaviourSettings.IdleLock.Get(settings, new(null)),
        };
    }

    public static BrandIdentity Identity(LayerStack<SettingValue> settings, string id, string name)
    {
        var website = Find(settings, BehaviourSettings.Website);
        return new()
        {
            AppId = Find(settings, BehaviourSettings.AppId) ?? "app." + id.Replace('-', '_'),
            DataDirectoryName = id,
            DatabaseFileName = id + ".db",
            SecretServiceName = id,
            ResourcePrefix = id,
            SoftwareName = name,
            CapabilitiesNode = website?.AbsoluteUri ?? "app:" + id,
            Website = website,
        };
    }

    public static BrandLinks Links(LayerStack<SettingValue> settings) =>
        new()
        {
            Scheme = Find(settings, BehaviourSettings.Scheme),
            InviteHost = Find(settings, BehaviourSettings.InviteHost),
            AppleTeam = Find(settings, BehaviourSettings.AppleTeam),
            AndroidCertificates = BehaviourSettings.AndroidCertificates.Get(settings, []),
        };

    public static BrandContacts Contacts(LayerStack<SettingValue> settings) =>
        new()
        {
            Email = Find(settings, BehaviourSettings.Email),
            Website = Find(settings, BehaviourSettings.SupportPage),
            Donations = Find(settings, BehaviourSettings.DonationPage),
            SourceOffer = Find(settings, BehaviourSettings.SourceOffer),
        };

    public static BrandUpdates? Updates(LayerStack<SettingValue> settings) =>
        Find(settings, BehaviourSettings.UpdateFeed) is { } feed
            ? new(BehaviourSettings.UpdateChannel.Get(settings, string.Empty), feed, BehaviourSettings.UpdateKey.Get(settings, []))
            : null;

    public static BrandPush? Push(LayerStack<SettingValue> settings) =>
        settings.TryResolve(BehaviourSettings.PushService.Key, out var service)
            ? new((Addressing.Jid)service.Value, Find(settings, BehaviourSettings.PushApi))
            : null;

    public static BrandSwitches<T> Switches<T>(LayerStack<SettingValue> settings, IReadOnlyList<Setting<BrandSwitch>> catalogue)
        where T : struct, Enum =>
        new(Enum.GetValues<T>().Zip(catalogue).ToDictionary(pair => pair.First, pair => pair.Second.Get(settings, new(false))));

    private static T? Find<T>(LayerStack<SettingValue> settings, Setting<T> setting)
        where T : class => settings.TryResolve(setting.Key, out var found) ? (T)found.Value : null;

    public static BrandPolicy Policy(LayerStack<SettingValue> settings) =>
        new(
            Settings.Trust.Get(settings, TrustPolicy.Manual),
            Settings.RequireEncryption.Get(settings, true),
            Settings.AllowOtr.Get(settings, false)
        );

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
