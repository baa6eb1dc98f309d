// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding.Files;
using ChatSecure.Branding.Layers;
using ChatSecure.Branding.Manifest;
using ChatSecure.Branding.Policy;
using ChatSecure.Encryption;

namespace ChatSecure.Branding.Tests;

public sealed class PolicyTests
{
    [Fact]
    public void A_brand_may_be_stricter_than_what_it_builds_on() =>
        Assert.Empty(Check(Layer(TrustPolicy.Manual, true, false), Layer(TrustPolicy.BlindTrustBeforeVerification, false, true)));

    [Fact]
    public void A_brand_may_not_be_weaker_than_what_it_builds_on() =>
        Assert.Equal(
            ["policy.allowPlainText", "policy.requireEncryption", "policy.trust"],
            Check(Layer(TrustPolicy.BlindTrustBeforeVerification, false, true), Layer(TrustPolicy.Manual, true, false))
                .Where(error => error.Code == "CSB050")
                .Select(error => error.Message.Split('\'')[1])
                .Order(StringComparer.Ordinal)
        );

    [Fact]
    public void What_one_brand_demands_holds_through_those_that_keep_silent()
    {
        var silent = new Layer<SettingValue>("silent", new Dictionary<string, SettingValue>());
        Assert.Contains(
            Check(Layer(TrustPolicy.BlindTrustBeforeVerification, true, false), silent, Layer(TrustPolicy.Manual, true, false)),
            error => error.Code == "CSB050"
        );
    }

    private static IReadOnlyList<BrandError> Check(params Layer<SettingValue>[] layers)
    {
        var errors = new BrandErrors();
        PolicyCheck.Check(new([.. layers, new("neutral", BrandLayer.Neutral.Settings)]), errors);
        return errors.All;
    }

    private static Layer<SettingValue> Layer(TrustPolicy trust, bool requireEncryption, bool allowPlainText) =>
        new(
            "brand",
            new Dictionary<string, SettingValue>
            {
                [Settings.Trust.Key] = new(trust, default),
                [Settings.RequireEncryption.Key] = new(requireEncryption, default),
                [Settings.AllowPlainText.Key] = new(allowPlainText, default),
            }
        );
}
