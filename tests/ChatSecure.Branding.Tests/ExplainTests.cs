// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding.Tests;

public sealed class ExplainTests
{
    private static readonly Brand _zomlike = Brand.Load(Repository.Path("samples", "Zomlike", "brand"));

    [Fact]
    public void A_setting_tells_its_winner_and_what_the_default_said()
    {
        var explanation = _zomlike.Explain("policy.requireEncryption");
        Assert.Equal(("policy.requireEncryption", "true", "zomlike"), (explanation.Key, explanation.Value, explanation.Layer));
        Assert.Equal([new("zomlike", "true"), new("neutral", "false")], explanation.Layers);
        Assert.Equal([new("zomlike", null), new("neutral", "blindTrustBeforeVerification")], _zomlike.Explain("policy.trust").Layers);
        Assert.Equal("home.example.com", _zomlike.Explain("defaults.server").Value);
        Assert.Equal("light #a3195b, dark #ff8ac2", _zomlike.Explain("color.primary").Value);
        Assert.Equal("false (locked)", _zomlike.Explain("features.multipleAccounts").Value);
        Assert.Equal("brightYellow", _zomlike.Explain("terminal.peer").Value);
    }

    [Fact]
    public void A_text_tells_the_layers_of_the_language()
    {
        var german = _zomlike.WithCulture(System.Globalization.CultureInfo.GetCultureInfo("de-CH"));
        Assert.Equal(
            [new("zomlike (de)", "Du bist drin!"), new("zomlike", "You're in!"), new("neutral (de)", "Online"), new("neutral", "Online")],
            german.Explain("text:connection.online").Layers
        );
        Assert.Equal("zomlike", _zomlike.Explain("text:connection.online").Layer);
    }

    [Fact]
    public void A_picture_tells_its_file() => Assert.Matches("^assets/logo.svg \\([0-9]+ bytes\\)$", _zomlike.Explain("asset:logo").Value);

    [Fact]
    public void An_unknown_key_is_the_caller_s_mistake()
    {
        Assert.Contains(
            "'policy.trust'",
            Assert.Throws<ArgumentException>(() => _zomlike.Explain("policy.trsut")).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentException>(() => _zomlike.Explain("text:no.such"));
        Assert.Throws<ArgumentException>(() => Brand.Neutral.Explain("basedOn"));
    }
}
