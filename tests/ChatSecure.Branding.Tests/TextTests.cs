// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;

namespace ChatSecure.Branding.Tests;

public sealed class TextTests
{
    [Theory]
    [InlineData("connection.status", "{address}", "CSB021", "lacks the placeholder {state}")]
    [InlineData(
        "connection.status",
        "{address} {state} {stat}",
        "CSB021",
        "has the placeholder {stat}, which it is not given. Did you mean 'state'?"
    )]
    [InlineData("connection.online", "{appname}", "CSB021", "{appname}")]
    [InlineData("connection.online", "a { b", "CSB020", "without its '}'")]
    [InlineData("connection.online", "a } b", "CSB020", "without its '{'")]
    [InlineData("connection.online", " ", "CSB024", "empty")]
    [InlineData("connection.online", "<b>on</b>", "CSB024", "markup")]
    [InlineData("connection.online", "\\u001b[31mon", "CSB024", "control character")]
    [InlineData("conversations.unread", "{count}", null, "")]
    [InlineData("conversations.unread", "{count, plural, other {#}}", "CSB022", "lacks the plural form 'one', which English needs")]
    [InlineData(
        "conversations.unread",
        "{count, plural, one {#} few {#} other {#}}",
        "CSB022",
        "has the plural form 'few', which English never uses"
    )]
    [InlineData("connection.online", "<3 {appName}", null, "")]
    public void An_override_is_checked_against_what_it_overrides(string id, string text, string? code, string message)
    {
        using var folder = new BrandFolder();
        folder.Write("strings.en.json", $"{{ \"{id}\": \"{text}\" }}");
        if (code is null)
        {
            Assert.NotNull(folder.Load());
            return;
        }

        var error = Assert.Single(folder.Refusal());
        Assert.Equal((code, "strings.en.json", 1), (error.Code, error.File, error.Line));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("strings.xx.json", "CSB023")]
    [InlineData("strings.not a culture.json", "CSB023")]
    [InlineData("strings.DE.json", "CSB023")]
    [InlineData("strings.de_DE.json", "CSB023")]
    public void A_language_that_nobody_would_look_up_is_refused(string file, string code)
    {
        using var folder = new BrandFolder();
        Assert.Equal(code, Assert.Single(folder.Write(file, "{}").Refusal()).Code);
    }

    [Theory]
    [InlineData("{ \"connection.online\": 1 }")]
    [InlineData("{ \"connection.online\": { \"description\": \"x\" } }")]
    [InlineData("{ \"connection.online\": { \"text\": \"x\", \"note\": \"x\" } }")]
    public void A_text_is_a_string_or_a_described_one(string json)
    {
        using var folder = new BrandFolder();
        Assert.Equal("CSB001", Assert.Single(folder.Write("strings.en.json", json).Refusal()).Code);
    }

    [Fact]
    public void A_language_needs_all_its_plural_forms()
    {
        using var folder = new BrandFolder();
        folder.Write("strings.ru.json", """{ "conversations.unread": "{count, plural, one {# новое} few {# новых} other {# нового}}" }""");
        Assert.Contains("'many', which Russian needs", Assert.Single(folder.Refusal()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_key_is_looked_up_by_itself_in_the_documented_order()
    {
        using var folder = new BrandFolder();
        folder.Write("strings.en.json", """{ "connection.online": "brand en", "connection.offline": "brand en" }""");
        folder.Write("strings.de.json", """{ "connection.online": "brand de" }""");
        folder.Write("strings.de-AT.json", """{ "availability.away": "brand at" }""");
        var austrian = folder.Load("de-AT");
        Assert.Equal("brand at", austrian.Text("availability.away"));
        Assert.Equal("brand de", austrian.Text("connection.online"));
        Assert.Equal("brand en", austrian.Text("connection.offline"));
        Assert.Equal("gelesen", austrian.Text("message.state.displayed"));
        Assert.Equal("read", austrian.Text("message.state.displayed", null, CultureInfo.GetCultureInfo("en")));
        Assert.Equal("brand de", austrian.WithCulture(CultureInfo.GetCultureInfo("de")).Text("connection.online"));
    }

    [Fact]
    public void A_brand_may_speak_another_language_first()
    {
        using var folder = new BrandFolder("""{ "schemaVersion": 1, "id": "acme", "name": "Acme", "culture": "de" }""");
        folder.Write("strings.de.json", """{ "connection.online": "Da!" }""");
        Assert.Equal("Da!", folder.Load().Text("connection.online"));
        Assert.Equal("Da!", folder.Load("en").Text("connection.online"));
        Assert.Equal("gelesen", folder.Load().Text("message.state.displayed"));
        Assert.Equal("read", folder.Load("en").Text("message.state.displayed"));
    }

    [Fact]
    public void An_unknown_id_and_a_missing_argument_are_the_caller_s_mistakes()
    {
        Assert.Contains(
            "connection.online",
            Assert.Throws<ArgumentException>(() => Brand.Neutral.Text("connection.onlin")).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentException>(() => Brand.Neutral.Text("connection.status", ("address", "a")));
        Assert.Throws<ArgumentException>(() => Brand.Neutral.Text("conversations.unread", ("count", "many")));
    }

    [Fact]
    public void The_app_s_name_cannot_be_passed_off() =>
        Assert.Equal("That was Unbranded Messenger.", Brand.Neutral.Text("transcript.done", ("appName", "Other")));

    [Fact]
    public void A_name_of_the_other_direction_does_not_reorder_the_text()
    {
        Assert.Equal("\u2068ليلى\u2069 is typing …", Brand.Neutral.Text("typing.composing", ("name", "ليلى")));
        Assert.Equal("Bob is typing …", Brand.Neutral.Text("typing.composing", ("name", "Bob")));
    }

    [Fact]
    public void A_name_cannot_break_out_of_its_isolation()
    {
        // The stray closing mark is dropped, the override is closed with the isolate, the open isolate is closed.
        Assert.Equal(
            "\u2068a\u202Eb\u2067c\u2069\u2069 is typing …",
            Brand.Neutral.Text("typing.composing", ("name", "\u2069a\u202Eb\u2067c"))
        );
    }
}
