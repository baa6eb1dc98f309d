// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Errors;
using ChatSecure.UIKit.Settings;

namespace ChatSecure.UIKit.Tests.Settings;

public sealed class SettingsViewModelTests
{
    private readonly Kept _kept = new();

    [Fact]
    public async Task A_setting_says_its_value_and_where_it_comes_from()
    {
        await using var chat = await Chat.StartAsync();
        await using var settings = new SettingsViewModel(chat.Context, _kept);
        var typing = Row(settings, "privacy.typing");
        Assert.Equal((SettingKind.Switch, true, false), (typing.Kind, typing.IsOn, typing.IsLocked));
        Assert.NotEqual("user", typing.Layer);
        Assert.True(await settings.SetAsync("privacy.typing", SettingsViewModel.Off));
        var off = Row(settings, "privacy.typing");
        Assert.Equal((false, "user", "Off"), (off.IsOn, off.Layer, off.ValueText));
        Assert.Equal("Tell when I am typing: Off.", off.AccessibleText);
        Assert.True(await settings.SetAsync("privacy.typing", null));
        Assert.Equal(typing, Row(settings, "privacy.typing"));
    }

    [Fact]
    public async Task What_the_brand_locks_stays_and_says_so_and_what_it_hides_is_not_there()
    {
        using var folder = new TempBrand(
            """{ "schemaVersion": 1, "id": "strict", "name": "Strict", "privacy": { "typing": { "value": false, "level": "locked" }, "lastSeen": { "value": false, "level": "hidden" } } }"""
        );
        await using var chat = await Chat.StartAsync(Brand.Load(folder.Path));
        _kept.Values["privacy.typing"] = SettingsViewModel.On;
        await using var settings = new SettingsViewModel(chat.Context, _kept);
        var typing = Row(settings, "privacy.typing");
        Assert.Equal((false, true, "Always so in Strict.", "strict"), (typing.IsOn, typing.IsLocked, typing.LockText, typing.Layer));
        Assert.False(await settings.SetAsync("privacy.typing", SettingsViewModel.On));
        Assert.DoesNotContain(settings.Rows, row => row.Key == "privacy.lastSeen");
    }

    [Fact]
    public async Task Values_that_a_setting_cannot_have_are_refused()
    {
        await using var chat = await Chat.StartAsync();
        await using var settings = new SettingsViewModel(chat.Context, _kept);
        Assert.True(await settings.SetAsync(SettingsViewModel.Appearance, "dark"));
        Assert.Equal("Dark", Row(settings, SettingsViewModel.Appearance).ValueText);
        Assert.False(await settings.SetAsync(SettingsViewModel.Appearance, "pink"));
        Assert.False(await settings.SetAsync("privacy.typing", "maybe"));
        Assert.False(await settings.SetAsync("nothing", "true"));
        _kept.Fails = true;
        Assert.False(await settings.SetAsync(SettingsViewModel.Appearance, "light"));
        Assert.NotNull(settings.Problem);
    }

    [Fact]
    public async Task A_language_holds_at_once_and_with_the_next_start_until_it_is_the_system_s_again()
    {
        await using var chat = await Chat.StartAsync();
        await using var settings = new SettingsViewModel(chat.Context, _kept);
        var language = Row(settings, SettingsViewModel.Language);
        Assert.Equal(("system", "As the system", SettingKind.Choice), (language.Value, language.ValueText, language.Kind));
        Assert.Contains(new("ar", "العربية") { Language = "ar" }, language.Choices);

        Assert.True(await settings.SetAsync(SettingsViewModel.Language, "ar"));
        Assert.True(chat.Brand.Current.IsRightToLeft);
        Assert.Equal("العربية", Row(settings, SettingsViewModel.Language).ValueText);

        var next = new LiveBrand(Say.ChatSecure);
        SettingsViewModel.ApplyChoices(next, _kept);
        Assert.Equal("ar", next.Current.Culture.Name);

        Assert.True(await settings.SetAsync(SettingsViewModel.Language, "system"));
        Assert.Equal("en-GB", chat.Brand.Current.Culture.Name);
    }

    [Theory]
    [InlineData("bo")]
    [InlineData("nonsense")]
    [InlineData("../ar")]
    [InlineData("")]
    public async Task A_language_that_the_brand_has_not_is_none(string name)
    {
        await using var chat = await Chat.StartAsync();
        _kept.Values[SettingsViewModel.Language] = name;
        await using var settings = new SettingsViewModel(chat.Context, _kept);
        Assert.Equal(("en-GB", "system"), (chat.Brand.Current.Culture.Name, Row(settings, SettingsViewModel.Language).Value));
        Assert.False(await settings.SetAsync(SettingsViewModel.Language, name));
    }

    [Fact]
    public async Task The_server_check_says_all_in_one_sentence()
    {
        await using var chat = await Chat.StartAsync();
        chat.Alice.Findings =
        [
            new("connection", "tls.protocol", DoctorGrade.Good, "TLS 1.3"),
            new("server", "xep-0313", DoctorGrade.Bad, "missing\u202E"),
        ];
        await using var doctor = new DoctorViewModel(chat.Context, Chat.AliceJid);
        Assert.Null(doctor.Summary);
        await doctor.CheckCommand.ExecuteAsync(TestContext.Current.CancellationToken);
        Assert.Equal("1 thing is missing or broken.", doctor.Summary);
        Assert.Equal(["tls.protocol: good. TLS 1.3.", "xep-0313: bad. missing."], doctor.Rows.Select(row => row.AccessibleText));
        chat.Alice.FailNext(ErrorKind.TimedOut);
        await doctor.CheckCommand.ExecuteAsync(TestContext.Current.CancellationToken);
        Assert.NotNull(doctor.Problem);
    }

    private static SettingRow Row(SettingsViewModel settings, string key) => settings.Rows.Single(row => row.Key == key);

    private sealed class Kept : ISettingsStore
    {
        public Dictionary<string, string> Values { get; } = [];

        public bool Fails { get; set; }

        public string? Get(string key) => Values.GetValueOrDefault(key);

        public Task SetAsync(string key, string? value, CancellationToken cancellationToken = default)
        {
            if (Fails)
            {
                throw new ChatSecureException(ErrorKind.StorageUnavailable, "x");
            }

            if (value is null)
            {
                Values.Remove(key);
            }
            else
            {
                Values[key] = value;
            }

            return Task.CompletedTask;
        }
    }
}
