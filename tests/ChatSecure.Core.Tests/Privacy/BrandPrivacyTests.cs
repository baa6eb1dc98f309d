// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Core.Privacy;
using ChatSecure.Privacy;

namespace ChatSecure.Core.Tests.Privacy;

public sealed class BrandPrivacyTests : IDisposable
{
    // What is on the screen of the app, or in its keyboard, and not in the engine.
    private static readonly PrivacySwitch[] _ofScreens = [PrivacySwitch.IncognitoKeyboard, PrivacySwitch.Screenshots];

    private readonly string _folder = Directory.CreateTempSubdirectory("brand-").FullName;

    [Fact]
    public void Every_switch_of_a_brand_means_something_to_the_engine_or_is_the_app_s()
    {
        foreach (var which in Enum.GetValues<PrivacySwitch>())
        {
            if (_ofScreens.Contains(which))
            {
                Assert.False(BrandPrivacy.Switches.ContainsKey(which));
                continue;
            }

            var set = BrandPrivacy.Switches[which];
            var settings = new PrivacySettings();
            Assert.NotEqual(set(settings, true), set(settings, false));
            Assert.Equal(set(settings, true), set(set(settings, false), true));
            Assert.NotEqual(
                BrandPrivacy.DefaultsOf(Load($"\"{Camel(which)}\": true"), app: null),
                BrandPrivacy.DefaultsOf(Load($"\"{Camel(which)}\": false"), app: null)
            );
        }
    }

    [Theory]
    [InlineData("locked")]
    [InlineData("hidden")]
    public void What_the_brand_fixes_the_person_can_not_change(string level)
    {
        foreach (var (which, set) in BrandPrivacy.Switches)
        {
            foreach (var isOn in new[] { true, false })
            {
                var brand = Load($"\"{Camel(which)}\": {{ \"value\": {(isOn ? "true" : "false")}, \"level\": \"{level}\" }}");
                var chosen = set(new PrivacySettings(), !isOn);
                Assert.Equal(set(chosen, isOn), BrandPrivacy.Within(brand, chosen));
            }
        }
    }

    [Fact]
    public void What_the_brand_proposes_the_person_can_change()
    {
        var chosen = new PrivacySettings
        {
            Typing = true,
            LastSeen = true,
            AutoDownload = AutoDownload.Everybody,
        };
        Assert.Equal(chosen, BrandPrivacy.Within(Load("\"typing\": false, \"lastSeen\": false"), chosen));
    }

    [Fact]
    public void The_neutral_brand_tells_nobody_when_one_was_there_and_fetches_nothing_by_itself()
    {
        var settings = BrandPrivacy.DefaultsOf(Brand.Neutral, app: null);
        Assert.Equal(
            (false, AutoDownload.Never, true, false),
            (settings.LastSeen, settings.AutoDownload, settings.LinkPreviews, settings.AnnounceDeviceName)
        );
    }

    [Fact]
    public void The_app_s_defaults_do_not_go_beyond_the_brand_s()
    {
        var app = new PrivacySettings
        {
            Typing = true,
            LastSeen = true,
            Receipts = false,
            AutoDownload = AutoDownload.Everybody,
        };
        var settings = BrandPrivacy.DefaultsOf(Load("\"typing\": false, \"lastSeen\": true, \"hideNotificationContent\": true"), app);
        Assert.Equal(
            (false, true, false, AutoDownload.Never, NotificationContent.Nothing),
            (settings.Typing, settings.LastSeen, settings.Receipts, settings.AutoDownload, settings.Notifications)
        );
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Camel(PrivacySwitch which) => char.ToLowerInvariant($"{which}"[0]) + $"{which}"[1..];

    private Brand Load(string privacy)
    {
        File.WriteAllText(
            Path.Combine(_folder, "brand.json"),
            $$"""{ "schemaVersion": 1, "id": "teahouse", "name": "Tea House", "privacy": { {{privacy}} } }"""
        );
        return Brand.Load(_folder);
    }
}
