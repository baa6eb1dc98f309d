// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Encryption;

namespace ChatSecure.Branding.Manifest;

/// <summary>The catalogue of everything that <c>brand.json</c> can set. A key that is not here is a mistake in the manifest. The file
/// <c>schema/brand.schema.json</c> says the same to editors; a test keeps the two together.</summary>
internal static class Settings
{
    public static readonly Setting<int> SchemaVersion = new("schemaVersion", "the number 1", Readers.Version, Show);
    public static readonly Setting<string> Id = new(
        "id",
        "3 to 32 lower-case letters, digits and inner dashes, a letter first",
        Readers.Id,
        Show
    );
    public static readonly Setting<string> Name = new("name", NameRule, Readers.Name, Show);
    public static readonly Setting<string> ShortName = new("shortName", NameRule, Readers.Name, Show);
    public static readonly Setting<string> Vendor = new("vendor", NameRule, Readers.Name, Show);
    public static readonly Setting<string> BasedOn = new("basedOn", NameRule, Readers.Name, Show);
    public static readonly Setting<string> Extends = new("extends", "the id of the brand that this one builds on", Readers.Id, Show);
    public static readonly Setting<CultureInfo> Culture = new(
        "culture",
        "a language such as \"en\"",
        Readers.Culture,
        culture => culture.Name
    );

    public static readonly Setting<string> DefaultServer = new("defaults.server", "a domain", Readers.Domain, Show);

    public static readonly Setting<IReadOnlyList<BrandServer>> Servers = new(
        "defaults.servers",
        "a list of { \"domain\", \"name\"?, \"region\"?, \"signup\"?, \"onion\"?, \"pins\"? (two or more) }, each domain once",
        Readers.Servers,
        servers => string.Join(", ", servers.Select(server => server.Domain))
    );

    public static readonly Setting<IReadOnlyList<BrandRetiredServer>> RetiredServers = new(
        "defaults.retiredServers",
        "a list of { \"domain\", \"moveTo\" }, each domain once",
        Readers.RetiredServers,
        servers => string.Join(", ", servers.Select(server => $"{server.Domain} to {server.MoveTo}"))
    );

    public static readonly Setting<string> GroupService = new("defaults.groupService", "a domain", Readers.Domain, Show);

    public static readonly Setting<DomainLock> DomainLock = Words(
        "defaults.domainLock",
        new Dictionary<string, DomainLock>
        {
            ["none"] = Branding.DomainLock.None,
            ["default"] = Branding.DomainLock.Default,
            ["locked"] = Branding.DomainLock.Locked,
        }
    );

    public static readonly Setting<TrustPolicy> Trust = Words(
        "policy.trust",
        new Dictionary<string, TrustPolicy>
        {
            ["blindTrustBeforeVerification"] = TrustPolicy.BlindTrustBeforeVerification,
            ["firstUse"] = TrustPolicy.FirstUse,
            ["manual"] = TrustPolicy.Manual,
            ["verifiedOnly"] = TrustPolicy.VerifiedOnly,
        }
    );

    public static readonly Setting<bool> RequireEncryption = new("policy.requireEncryption", "true or false", Readers.Flag, Show);

    public static readonly Setting<bool> AllowOtr = new("policy.allowOtr", "true or false", Readers.Flag, Show);

    public static readonly Setting<ColorPair> Background = Color("background");
    public static readonly Setting<ColorPair> Surface = Color("surface");
    public static readonly Setting<ColorPair> Text = Color("text");
    public static readonly Setting<ColorPair> TextMuted = Color("textMuted");
    public static readonly Setting<ColorPair> Primary = Color("primary");
    public static readonly Setting<ColorPair> OnPrimary = Color("onPrimary");
    public static readonly Setting<ColorPair> Incoming = Color("incoming");
    public static readonly Setting<ColorPair> OnIncoming = Color("onIncoming");
    public static readonly Setting<ColorPair> Outgoing = Color("outgoing");
    public static readonly Setting<ColorPair> OnOutgoing = Color("onOutgoing");
    public static readonly Setting<ColorPair> Secure = Color("secure");
    public static readonly Setting<ColorPair> Warning = Color("warning");
    public static readonly Setting<ColorPair> Danger = Color("danger");
    public static readonly Setting<ColorPair> OnDanger = Color("onDanger");
    public static readonly Setting<ColorPair> Link = Color("link");
    public static readonly Setting<ColorPair> Border = Color("border");
    public static readonly Setting<ColorPair> Focus = Color("focus");
    public static readonly Setting<ColorPair> Selection = Color("selection");
    public static readonly Setting<ColorPair> OnSelection = Color("onSelection");
    public static readonly Setting<ColorPair> Badge = Color("badge");
    public static readonly Setting<ColorPair> OnBadge = Color("onBadge");

    public static readonly Setting<TerminalColor> TerminalAccent = Terminal("accent");
    public static readonly Setting<TerminalColor> TerminalOwn = Terminal("own");
    public static readonly Setting<TerminalColor> TerminalPeer = Terminal("peer");
    public static readonly Setting<TerminalColor> TerminalMuted = Terminal("muted");
    public static readonly Setting<TerminalColor> TerminalWarning = Terminal("warning");
    public static readonly Setting<TerminalColor> TerminalDanger = Terminal("danger");

    /// <summary>All of them, by key.</summary>
    public static readonly IReadOnlyDictionary<string, Setting> All = (
        (Setting[])
            [
                SchemaVersion,
                Id,
                Name,
                ShortName,
                Vendor,
                BasedOn,
                Extends,
                Culture,
                DefaultServer,
                Servers,
                RetiredServers,
                GroupService,
                DomainLock,
                Trust,
                RequireEncryption,
                AllowOtr,
                .. BehaviourSettings.All,
                Background,
                Surface,
                Text,
                TextMuted,
                Primary,
                OnPrimary,
                Incoming,
                OnIncoming,
                Outgoing,
                OnOutgoing,
                Secure,
                Warning,
                Danger,
                OnDanger,
                Link,
                Border,
                Focus,
                Selection,
                OnSelection,
                Badge,
                OnBadge,
                TerminalAccent,
                TerminalOwn,
                TerminalPeer,
                TerminalMuted,
                TerminalWarning,
                TerminalDanger,
            ]
    ).ToDictionary(setting => setting.Key, StringComparer.Ordinal);

    private const string NameRule = "a name of 1 to 64 visible characters";

    private static Setting<ColorPair> Color(string role) =>
        new(
            $"color.{role}",
            "{ \"light\": \"#rrggbb\", \"dark\"?, \"highContrastLight\"?, \"highContrastDark\"? }",
            Readers.Colors,
            pair => pair.ToString()
        );

    private static Setting<TerminalColor> Terminal(string role) =>
        Words(
            $"terminal.{role}",
            new Dictionary<string, TerminalColor>
            {
                ["default"] = TerminalColor.Default,
                ["red"] = TerminalColor.Red,
                ["green"] = TerminalColor.Green,
                ["yellow"] = TerminalColor.Yellow,
                ["blue"] = TerminalColor.Blue,
                ["magenta"] = TerminalColor.Magenta,
                ["cyan"] = TerminalColor.Cyan,
                ["grey"] = TerminalColor.Grey,
                ["brightRed"] = TerminalColor.BrightRed,
                ["brightGreen"] = TerminalColor.BrightGreen,
                ["brightYellow"] = TerminalColor.BrightYellow,
                ["brightBlue"] = TerminalColor.BrightBlue,
                ["brightMagenta"] = TerminalColor.BrightMagenta,
                ["brightCyan"] = TerminalColor.BrightCyan,
            }
        );

    /// <summary>A setting of a fixed set of words.</summary>
    public static Setting<T> Words<T>(string key, Dictionary<string, T> words)
        where T : struct =>
        new(
            key,
            "one of " + string.Join(", ", words.Keys),
            Readers.OneOf(words),
            value => words.First(word => word.Value.Equals(value)).Key
        );

    private static string Show(string value) => value;

    private static string Show(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Show(bool value) => value ? "true" : "false";
}
