// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Branding;
using ChatSecure.Messaging;
using ChatSecure.Privacy;
using ChatSecure.UIKit.Collections;
using ChatSecure.UIKit.Shell;
using ChatSecure.UIKit.Words;

namespace ChatSecure.UIKit.Settings;

/// <summary>The settings of an app: each with the value that holds, the layer that it comes from, and whether the brand leaves it to the person. Create it, bind to
/// it, <see cref="ViewModel.Start"/> it, and dispose of it when it is no longer shown.</summary>
public sealed class SettingsViewModel : ViewModel
{
    /// <summary>The value of a switch that is on.</summary>
    public const string On = "true";

    /// <summary>The value of a switch that is off.</summary>
    public const string Off = "false";

    /// <summary>The key of the appearance: <c>system</c>, <c>light</c>, <c>dark</c> or <c>contrast</c>.</summary>
    public const string Appearance = "appearance";

    /// <summary>The key of the language: <c>system</c>, or the name of one of <see cref="Brand.Languages"/>.</summary>
    public const string Language = "language";

    /// <summary>The key of the time after which the app locks itself because its person does nothing: minutes, or <c>0</c> for never.</summary>
    public const string LockAfter = IdleLockSetting.Key;

    private const string Person = "user";
    private const string System = "system";
    private static readonly string[] _appearances = [System, "light", "dark", "contrast"];

    // What a person may like to be without; everything else is the brand's to decide.
    private static readonly (BrandFeature Feature, string GroupId, string TitleId)[] _features =
    [
        (BrandFeature.Reactions, "settings.chat", "settings.features.reactions"),
        (BrandFeature.Stickers, "settings.chat", "composer.stickers"),
        (BrandFeature.VoiceMessages, "settings.chat", "settings.features.voiceMessages"),
        (BrandFeature.Logs, "settings.advanced", "settings.logs"),
    ];

    private readonly ISettingsStore _store;
    private readonly bool _hasIdleLock;

    /// <summary>Creates the view model.</summary>
    /// <param name="context">The engine, brand, UI thread and clock.</param>
    /// <param name="store">What the person has set.</param>
    /// <param name="idleLock">What locks the app when its person does nothing; null, the default, where nothing does: then there is no time to choose for it.</param>
    public SettingsViewModel(UiContext context, ISettingsStore store, IdleLock? idleLock = null)
        : base(context)
    {
        ArgumentNullException.ThrowIfNull(store);
        (_store, _hasIdleLock) = (store, idleLock is not null);
        ApplyChoices(context.Brand, store);
        Refresh();
    }

    /// <summary>The settings, in the order in which to show them. Those that the brand hides are not among them.</summary>
    public ObservableWindow<SettingRow> Rows { get; } = [];

    /// <summary>The title.</summary>
    public string Title => Brand.Text("settings.title");

    /// <summary>Makes what the person chose hold in the brand: what is locked or hidden is not theirs to choose. An app calls it when it starts.</summary>
    /// <param name="brand">The brand.</param>
    /// <param name="store">What the person has set.</param>
    public static void ApplyChoices(LiveBrand brand, ISettingsStore store)
    {
        ArgumentNullException.ThrowIfNull(brand);
        ArgumentNullException.ThrowIfNull(store);
        var keys = Enum.GetValues<PrivacySwitch>().Select(PrivacyKey).Concat(_features.Select(feature => FeatureKey(feature.Feature)));
        var choices = keys.Select(key => (key, Value: store.Get(key)))
            .Where(choice => choice.Value is On or Off)
            .ToDictionary(choice => choice.key, choice => choice.Value == On);
        brand.Change(now =>
        {
            var chosen = LanguageIn(now, store);
            return (chosen is null || chosen.Equals(now.Culture) ? now : now.WithCulture(chosen)).WithChoices(choices);
        });
    }

    /// <summary>Sets a setting. Nothing happens with one that is locked, or with a value that it can't have.</summary>
    /// <param name="key">Which.</param>
    /// <param name="value">The value; null for what the brand says.</param>
    /// <returns>Whether it was set.</returns>
    public async Task<bool> SetAsync(string key, string? value)
    {
        var row = Rows.FirstOrDefault(known => known.Key == key);
        if (row is null or { IsLocked: true } || (value is not null && !Allows(row, value)))
        {
            return false;
        }

        var isSet = await TryAsync(async token =>
            {
                await _store.SetAsync(key, value, token).ConfigureAwait(false);
                ApplyChoices(Context.Brand, _store);
                if (key == Language && LanguageIn(Brand, _store) is null)
                {
                    Context.Brand.SwitchCulture(Context.Brand.StartCulture);
                }

                await TellEngineAsync(key, token).ConfigureAwait(false);
            })
            .ConfigureAwait(false);
        await InvokeAsync(Refresh).ConfigureAwait(false);
        return isSet;
    }

    private protected override void Refresh()
    {
        var rows = Enum.GetValues<PrivacySwitch>()
            .Where(which => Brand.Privacy[which].Level != SwitchLevel.Hidden)
            .Select(Row)
            .Prepend(LanguageRow())
            .Prepend(AppearanceRow())
            .Concat(_hasIdleLock && Brand.Defaults.IdleLock.Level != SwitchLevel.Hidden ? [LockRow()] : [])
            .Concat(_features.Where(entry => Brand.Features[entry.Feature].Level != SwitchLevel.Hidden).Select(FeatureRow))
            .Concat(Context.Slots.Settings.Select(slot => slot.Row(new(slot.Key, _store.Get(slot.Key), Brand)) with { Key = slot.Key }));
        Rows.Update([.. rows], row => row.Key);
        Raise(nameof(Title));
    }

    private static bool Allows(SettingRow row, string value) =>
        row.Kind == SettingKind.Switch ? value is On or Off : row.Choices.Any(choice => choice.Value == value);

    private SettingRow Row(PrivacySwitch which) =>
        SwitchRow(
            PrivacyKey(which),
            Brand.Privacy[which],
            which == PrivacySwitch.HideNotificationContent ? "settings.notifications" : "settings.privacy",
            TitleId(which)
        );

    private SettingRow FeatureRow((BrandFeature Feature, string GroupId, string TitleId) entry) =>
        SwitchRow(FeatureKey(entry.Feature), Brand.Features[entry.Feature], entry.GroupId, entry.TitleId);

    private SettingRow SwitchRow(string key, BrandSwitch setting, string groupId, string titleId)
    {
        var isLocked = setting.Level == SwitchLevel.Locked;
        var own =
            isLocked ? null
            : _store.Get(key) is { } kept and (On or Off) ? kept
            : null;
        var value = own ?? (setting.IsOn ? On : Off);
        var row = new SettingRow
        {
            Key = key,
            GroupText = Brand.Text(groupId),
            Title = Brand.Text(titleId),
            Kind = SettingKind.Switch,
            Value = value,
            ValueText = Brand.Text(value == On ? "settings.on" : "settings.off"),
            Layer = own is null ? Brand.Explain(key).Layer : Person,
            AccessibleText = string.Empty,
        };
        return isLocked ? Lock(row) : row with { AccessibleText = Accessible(row) };
    }

    private SettingRow AppearanceRow()
    {
        var own = _store.Get(Appearance) is { } kept && _appearances.Contains(kept) ? kept : null;
        return ChoiceRow(
            Appearance,
            ("settings.appearance", "settings.appearance"),
            own,
            [.. _appearances.Select(choice => new SettingChoice(choice, Brand.Text($"settings.appearance.{choice}")))]
        );
    }

    private SettingRow LanguageRow() =>
        ChoiceRow(
            Language,
            ("settings.language", "settings.language"),
            LanguageIn(Brand, _store)?.Name,
            [
                new(System, Brand.Text("settings.language.system")),
                .. Brand.Languages.Select(language => new SettingChoice(language.Name, NameOf(language)) { Language = language.Name }),
            ]
        );

    private SettingRow LockRow()
    {
        var row = ChoiceRow(
            LockAfter,
            ("settings.security", "lockScreen.after"),
            IdleLockSetting.Own(Brand, _store),
            IdleLockSetting.Choices(Brand),
            IdleLockSetting.Value(Brand)
        );
        row = row with { Layer = row.Layer == Person ? Person : Brand.Explain("defaults.lockAfter").Layer };
        return Brand.Defaults.IdleLock.Level == SwitchLevel.Default ? row : Lock(row);
    }

    private SettingRow Lock(SettingRow row)
    {
        var locked = row with { IsLocked = true, LockText = Brand.Text("settings.lockedByBrand") };
        return locked with { AccessibleText = Accessible(locked) };
    }

    // Where nothing else is said, the first choice holds as long as the person has made none.
    private SettingRow ChoiceRow(
        string key,
        (string Group, string Title) ids,
        string? own,
        ValueList<SettingChoice> choices,
        string? otherwise = null
    )
    {
        var value = own ?? otherwise ?? choices[0].Value;
        var row = new SettingRow
        {
            Key = key,
            GroupText = Brand.Text(ids.Group),
            Title = Brand.Text(ids.Title),
            Kind = SettingKind.Choice,
            Value = value,
            ValueText = choices.First(choice => choice.Value == value).Text,
            Choices = choices,
            Layer = own is null ? Brand.Id : Person,
            AccessibleText = string.Empty,
        };
        return row with { AccessibleText = Accessible(row) };
    }

    private static CultureInfo? LanguageIn(Brand brand, ISettingsStore store) =>
        store.Get(Language) is { } name ? brand.Languages.FirstOrDefault(language => language.Name == name) : null;

    // Everybody finds their own language by its own name.
    private static string NameOf(CultureInfo language)
    {
        var name = language.NativeName;
        return char.ToUpper(name[0], language) + name[1..];
    }

    private string Accessible(SettingRow row) =>
        Sentences.Join(Brand, Brand.Text("settings.row", ("title", row.Title), ("value", row.ValueText)), row.LockText?.TrimEnd('.'));

    private static string TitleId(PrivacySwitch which) =>
        which switch
        {
            PrivacySwitch.AutoDownload => "settings.autoDownload",
            PrivacySwitch.HideNotificationContent => "settings.notifications.hideContent",
            _ => $"settings.privacy.{Camel(which.ToString())}",
        };

    private static string PrivacyKey(PrivacySwitch which) => $"privacy.{Camel(which.ToString())}";

    private static string FeatureKey(BrandFeature feature) => $"features.{Camel(feature.ToString())}";

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    // What others learn is the engine's to keep: for each account, as the switches stand now.
    private async Task TellEngineAsync(string key, CancellationToken cancellationToken)
    {
        if (Client.Profile.IsLocked || !key.StartsWith("privacy.", StringComparison.Ordinal))
        {
            return;
        }

        foreach (var account in await Client.Accounts.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            var now = await Client.Privacy.GetAsync(account.Jid, cancellationToken).ConfigureAwait(false);
            var wanted = Of(now, key);
            if (wanted != now)
            {
                await Client.Privacy.SetAsync(account.Jid, wanted, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private PrivacySettings Of(PrivacySettings now, string key) =>
        key switch
        {
            "privacy.deliveryReceipts" => now with { Receipts = Brand.Privacy.IsOn(PrivacySwitch.DeliveryReceipts) },
            "privacy.readReceipts" => now with { ReadMarkers = Brand.Privacy.IsOn(PrivacySwitch.ReadReceipts) },
            "privacy.picture" => now with { Avatars = Brand.Privacy.IsOn(PrivacySwitch.Picture) },
            "privacy.presence" => now with { Presence = Brand.Privacy.IsOn(PrivacySwitch.Presence) },
            "privacy.typing" => now with { Typing = Brand.Privacy.IsOn(PrivacySwitch.Typing) },
            "privacy.linkPreviews" => now with { LinkPreviews = Brand.Privacy.IsOn(PrivacySwitch.LinkPreviews) },
            "privacy.lastSeen" => now with { LastSeen = Brand.Privacy.IsOn(PrivacySwitch.LastSeen) },
            "privacy.requestsFromStrangers" => now with { RequestsFromStrangers = Brand.Privacy.IsOn(PrivacySwitch.RequestsFromStrangers) },
            "privacy.announceDeviceName" => now with { AnnounceDeviceName = Brand.Privacy.IsOn(PrivacySwitch.AnnounceDeviceName) },
            "privacy.autoDownload" => now with
            {
                AutoDownload = Brand.Privacy.IsOn(PrivacySwitch.AutoDownload) ? AutoDownload.Contacts : AutoDownload.Never,
            },
            "privacy.hideNotificationContent" => now with
            {
                Notifications = Brand.Privacy.IsOn(PrivacySwitch.HideNotificationContent)
                    ? NotificationContent.Nothing
                    : NotificationContent.Everything,
            },
            _ => now,
        };
}
