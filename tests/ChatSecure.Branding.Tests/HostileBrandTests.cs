// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using System.Text.Json;
using ChatSecure.Branding.Layers;
using ChatSecure.Branding.Tokens;

namespace ChatSecure.Branding.Tests;

/// <summary>A brand that overrides everything there is, and brands that would do harm.</summary>
public sealed class HostileBrandTests : IDisposable
{
    private readonly BrandFolder _folder = new(
        """
        {
          "schemaVersion": 1, "id": "everything", "name": "Every Thing", "shortName": "E", "vendor": "E", "basedOn": "E", "culture": "en",
          "color": { "background": { "light": "#fffffe", "dark": "#16181e" } }
        }
        """
    );

    [Fact]
    public void Every_text_every_token_and_every_picture_can_be_a_brand_s()
    {
        var texts = BrandLayer.Neutral.Texts["en"].ToDictionary(text => text.Key, text => "†" + text.Value.Text);
        _folder.Write("strings.en.json", JsonSerializer.SerializeToUtf8Bytes(texts));
        foreach (var id in BrandLayer.Neutral.Assets.Keys)
        {
            _folder.Write($"assets/{id}.svg", "<svg><title>†</title></svg>");
        }

        _folder.Write("tokens.json", Tokens());
        var brand = _folder.Load();
        Assert.All(texts.Keys, id => Assert.Equal("everything", brand.Explain("text:" + id).Layer));
        Assert.All(brand.Tokens.Ids, id => Assert.Equal("everything", brand.Explain("token:" + id).Layer));
        Assert.All(
            BrandLayer.Neutral.Assets.Keys,
            id => Assert.Contains("†", Encoding.UTF8.GetString(brand.Asset(id)!.Value.Span), StringComparison.Ordinal)
        );
        Assert.StartsWith("†", brand.Text("composer.placeholder", ("name", "Bob")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("strings.en.json", "{ \"composer.send\": \"")]
    [InlineData("strings.en.json", "{ \"composer.send\": \"<img src=x onerror=alert(1)>\" }")]
    [InlineData("strings.en.json", "{ \"composer.send\": \"\\u001b]0;owned\\u0007\" }")]
    [InlineData(
        "strings.en.json",
        "{ \"composer.placeholder\": \"{name, plural, other {{name, plural, other {{name, plural, other {{name, plural, other {{name, plural, other {{name, plural, other {{name, plural, other {{name, plural, other {{name, plural, other {x}}}}}}}}}}}}}}}}}}\" }"
    )]
    [InlineData(
        "tokens.json",
        "{ \"semantic\": { \"font.body\": { \"family\": \"x\", \"files\": { \"400\": \"/etc/passwd\" }, \"licence\": \"/etc/passwd\" } } }"
    )]
    [InlineData("tokens.json", "{ \"palette\": { \"x\": \"url(//evil.example)\" } }")]
    [InlineData("tokens.json", "{ \"component\": { \"bubble.radius\": \"4px; } body { background: url(//evil.example)\" } }")]
    [InlineData("assets/logo.svg", "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")]
    [InlineData("assets/../../evil.svg", null)]
    [InlineData("legal/terms.en.md", "")]
    [InlineData("fonts/x.ttf", "MZ")]
    [InlineData("run.sh", "rm -rf /")]
    public void A_brand_that_would_do_harm_or_is_damaged_never_starts(string file, string? content)
    {
        if (content is null)
        {
            // Such a name can't be in a folder; in an archive or an assembly it could be, and no asset has it.
            Assert.Null(_folder.Load().Asset(file));
            return;
        }

        var errors = _folder.Write(file, content).Refusal();
        Assert.All(errors, error => Assert.Equal(file, error.File));
        Assert.Equal("Send", Brand.Neutral.Text("composer.send"));
    }

    [Fact]
    public void Half_of_any_file_never_starts_half_branded()
    {
        var tokens = Encoding.UTF8.GetBytes(Tokens());
        var strings = """{ "composer.send": "Go", "composer.attach": "Clip" }"""u8.ToArray();
        _folder.Write("tokens.json", tokens).Write("strings.en.json", strings);
        Assert.Equal("Go", _folder.Load().Text("composer.send"));
        for (var part = 1; part < 40; part++)
        {
            _folder.Write("tokens.json", tokens[..(tokens.Length * part / 40)]);
            Assert.NotEmpty(_folder.Refusal());
        }

        _folder.Write("tokens.json", tokens);
        for (var length = 0; length < strings.Length; length++)
        {
            _folder.Write("strings.en.json", strings[..length]);
            Assert.NotEmpty(_folder.Refusal());
        }
    }

    public void Dispose() => _folder.Dispose();

    // Every token with the value that it has, and every number one greater.
    private static string Tokens()
    {
        var members = BrandLayer.Neutral.Tokens.Tokens.Select(token =>
            token.Value.Value switch
            {
                TokenValue.Number(var number) => $"\"{token.Key}\": {number + 1}",
                TokenValue.Font font => $"\"{token.Key}\": {{ \"family\": \"Acme {font.Family}\" }}",
                var other => $"\"{token.Key}\": \"{other}\"",
            }
        );
        return $"{{ \"component\": {{ {string.Join(", ", members)} }} }}";
    }
}
