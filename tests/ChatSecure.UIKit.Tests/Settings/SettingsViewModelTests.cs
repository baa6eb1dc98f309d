// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Errors;
using ChatSecure.UIKit.Settings;
using ChatSecure.UIKit.Shell;

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
    public async Task The_time_until_it_locks_itself_is_chosen_and_is_the_brand_s_as_long_as_nobody_has()
    {
        await using var chat = await Chat.StartAsync();
        using var idle = new IdleLock(chat.Alice, chat.Brand, _kept, chat.Clock);
        await using var settings = new SettingsViewModel(chat.Context, _kept, idle);
        var row = Row(settings, SettingsViewModel.LockAfter);
        Assert.Equal(("Security", "Never", SettingKind.Choice), (row.GroupText, row.ValueText, row.Kind));
        Assert.Equal(
            ["Never", "After 1 minute", "After 5 minutes", "After 15 minutes", "After 1 hour"],
            row.Choices.Select(choice => choice.Text)
        );
        Assert.NotEqual("user", row.Layer);
        Assert.False(await settings.SetAsync(SettingsViewModel.LockAfter, "2"));
        Assert.True(await settings.SetAsync(SettingsViewModel.LockAfter, "15"));
        row = Row(settings, SettingsViewModel.LockAfter);
        Assert.Equal(("After 15 minutes", "user"), (row.ValueText, row.Layer));
        Assert.Equal("Lock when I do nothing: After 15 minutes.", row.AccessibleText);
    }

    [Theory]
    [InlineData("10", "After 10 minutes", false, 6)]
    [InlineData("{ \"value\": 120 }", "After 2 hours", false, 6)]
    [InlineData("{ \"value\": 5, \"level\": \"locked\" }", "After 5 minutes", true, 5)]
    public async Task The_brand_says_when_it_locks_itself_and_may_decide_that(string says, string expected, bool isLocked, int choices)
    {
        using var folder = new TempBrand(
            $$"""{ "schemaVersion": 1, "id": "strict", "name": "Strict", "defaults": { "lockAfter": {{says}} } }"""
        );
        await using var chat = await Chat.StartAsync(Brand.Load(folder.Path));
        _kept.Values[SettingsViewModel.LockAfter] = isLocked ? "0" : "nonsense";
        using var idle = new IdleLock(chat.Alice, chat.Brand, _kept, chat.Clock);
        await using var settings = new SettingsViewModel(chat.Context, _kept, idle);
        var row = Row(settings, SettingsViewModel.LockAfter);
        Assert.Equal((expected, isLocked, choices, "strict"), (row.ValueText, row.IsLocked, row.Choices.Count, row.Layer));
        Assert.Equal(!isLocked, await settings.SetAsync(SettingsViewModel.LockAfter, "0"));
        Assert.Equal(isLocked ? expected : "Never", Row(settings, SettingsViewModel.LockAfter).ValueText);
    }

    [Fact]
    public async Task A_time_that_the_brand_hides_is_not_there()
    {
        using var folder = new TempBrand(
            """{ "schemaVersion": 1, "id": "strict", "name": "Strict", "defaults": { "lockAfter": { "value": 5, "level": "hidden" } } }"""
        );
        await using var chat = await Chat.StartAsync(Brand.Load(folder.Path));
        using var idle = new IdleLock(chat.Alice, chat.Brand, _kept, chat.Clock);
        await using var settings = new SettingsViewModel(chat.Context, _kept, idle);
        Assert.DoesNotContain(settings.Rows, row => row.Key == SettingsViewModel.LockAfter);
        Assert.False(await settings.SetAsync(SettingsViewModel.LockAfter, "0"));
    }

    [Fact]
    public async Task Where_nothing_locks_an_app_by_itself_no_time_is_offered_for_it()
    {
        await using var chat = await Chat.StartAsync();
        await using var settings = new SettingsViewModel(chat.Context, _kept);
        Assert.DoesNotContain(settings.Rows, row => row.Key == SettingsViewModel.LockAfter);
        Assert.False(await settings.SetAsync(SettingsViewModel.LockAfter, "5"));
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
}
