// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Addressing;

namespace ChatSecure.Branding.Manifest;

/// <summary>The part of the catalogue that says how an app behaves.</summary>
internal static class BehaviourSettings
{
    public static readonly Setting<string> AppId = new(
        "identity.appId",
        "an id such as \"org.example.app\": two or more parts of letters, digits and underscores",
        LinkReaders.AppId,
        Show
    );
    public static readonly Setting<Uri> Website = Https("identity.website");

    public static readonly Setting<IReadOnlyList<OnboardingStep>> Steps = new(
        "onboarding.steps",
        "a list of steps, each once: " + string.Join(", ", Enum.GetNames<OnboardingStep>().Select(Camel)),
        ReadSteps,
        steps => string.Join(", ", steps.Select(step => Camel(step.ToString())))
    );

    public static readonly Setting<BrandIdleLock> IdleLock = new(
        "defaults.lockAfter",
        "minutes from 1 to 10080, 0 for never, or { \"value\": 5, \"level\": \"default\", \"locked\" or \"hidden\" }",
        LevelReader.IdleLock,
        value => (value.After?.TotalMinutes ?? 0).ToString(CultureInfo.InvariantCulture) + Show(value.Level)
    );

    public static readonly Setting<string> TermsVersion = Version("legal.termsVersion");
    public static readonly Setting<string> PrivacyVersion = Version("legal.privacyVersion");
    public static readonly Setting<Uri> SourceOffer = Https("legal.sourceOffer");

    public static readonly Setting<string> Email = new("support.email", "an e-mail address", LinkReaders.Email, Show);
    public static readonly Setting<Uri> SupportPage = Https("support.website");
    public static readonly Setting<Uri> DonationPage = Https("support.donations");

    public static readonly Setting<string> Scheme = new(
        "links.scheme",
        "a scheme of your own: 3 to 32 lower-case letters, digits, dots and dashes, and none that others use",
        LinkReaders.Scheme,
        Show
    );
    public static readonly Setting<string> InviteHost = new("links.inviteHost", "a host", LinkReaders.Host, Show);
    public static readonly Setting<string> AppleTeam = new(
        "links.appleTeam",
        "ten capital letters and digits",
        LinkReaders.AppleTeam,
        Show
    );
    public static readonly Setting<IReadOnlyList<string>> AndroidCertificates = new(
        "links.androidCertificates",
        "a list of SHA-256 fingerprints: 32 pairs of hexadecimal digits with colons",
        item => LinkReaders.List(item, LinkReaders.Fingerprint),
        list => string.Join(", ", list)
    );

    public static readonly Setting<string> UpdateChannel = Version("update.channel");
    public static readonly Setting<Uri> UpdateFeed = Https("update.feed");
    public static readonly Setting<byte[]> UpdateKey = Key("update.key");

    public static readonly Setting<Jid> PushService = new(
        "push.service",
        "an address in the network",
        LinkReaders.Address,
        jid => jid.ToString()
    );
    public static readonly Setting<Uri> PushApi = Https("push.api");

    public static readonly Setting<Uri> OverlayUrl = Https("overlay.url");
    public static readonly Setting<byte[]> OverlayKey = Key("overlay.key");
    public static readonly Setting<byte[]> ManagedKey = Key("managed.key");

    /// <summary>The features, in the order of <see cref="BrandFeature"/>.</summary>
    public static readonly IReadOnlyList<Setting<BrandSwitch>> Features =
    [
        .. Enum.GetNames<BrandFeature>().Select(name => Switch("features." + Camel(name))),
    ];

    /// <summary>The privacy switches, in the order of <see cref="PrivacySwitch"/>.</summary>
    public static readonly IReadOnlyList<Setting<BrandSwitch>> Privacy =
    [
        .. Enum.GetNames<PrivacySwitch>().Select(name => Switch("privacy." + Camel(name))),
    ];

    public static readonly IReadOnlyList<Setting> All =
    [
        AppId,
        Website,
        Steps,
        IdleLock,
        TermsVersion,
        PrivacyVersion,
        SourceOffer,
        Email,
        SupportPage,
        DonationPage,
        Scheme,
        InviteHost,
        AppleTeam,
        AndroidCertificates,
        UpdateChannel,
        UpdateFeed,
        UpdateKey,
        PushService,
        PushApi,
        OverlayUrl,
        OverlayKey,
        ManagedKey,
        .. Features,
        .. Privacy,
    ];

    private static Setting<Uri> Https(string key) =>
        new(key, "an address of a page: https://…, without a user, a query or a fragment", LinkReaders.Https, uri => uri.AbsoluteUri);

    private static Setting<string> Version(string key) => new(key, "1 to 32 letters, digits, dots and dashes", LinkReaders.Version, Show);

    private static Setting<byte[]> Key(string key) =>
        new(
            key,
            "a public key for ECDSA with P-256: the base64 of its SubjectPublicKeyInfo",
            LinkReaders.PublicKey,
            Convert.ToBase64String
        );

    private static Setting<BrandSwitch> Switch(string key) =>
        new(
            key,
            "true, false, or { \"value\": true, \"level\": \"default\", \"locked\" or \"hidden\" }",
            LevelReader.Switch,
            value => (value.IsOn ? "true" : "false") + Show(value.Level)
        );

    private static (bool Ok, IReadOnlyList<OnboardingStep> Value) ReadSteps(Json.JsonItem item)
    {
        var (ok, names) = LinkReaders.List(item, child => (Enum.GetNames<OnboardingStep>().Select(Camel).Contains(child.Text), child.Text));
        return (ok && names.Count > 0, ok ? [.. names.Select(name => Enum.Parse<OnboardingStep>(name, ignoreCase: true))] : []);
    }

    private static string Show(string value) => value;

    private static string Show(SwitchLevel level) => level == SwitchLevel.Default ? "" : " (" + Camel(level.ToString()) + ")";

    private static string Camel(string name) => char.ToLower(name[0], CultureInfo.InvariantCulture) + name[1..];
}
