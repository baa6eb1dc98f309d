// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Branding.Strings;

namespace ChatSecure.Branding.Tests.Strings;

public sealed class TermTests
{
    private const string Manifest =
        """{ "schemaVersion": 1, "id": "acme", "name": "Acme Talk", "shortName": "Acme", "vendor": "Acme Works", "basedOn": "Some Core" }""";

    [Fact]
    public void The_brand_s_names_are_terms_that_every_text_may_use()
    {
        using var folder = new BrandFolder(Manifest);
        folder.Write("strings.en.json", """{ "connection.online": "{appName}, {appNameShort}, {vendor}, {basedOn}" }""");
        Assert.Equal("Acme Talk, Acme, Acme Works, Some Core", folder.Load().Text("connection.online"));
    }

    [Fact]
    public void A_brand_declines_its_name_and_what_it_does_not_decline_is_said_plainly()
    {
        using var folder = new BrandFolder(Manifest);
        folder.Write(
            "strings.ru.json",
            """
            {
              "term.appName": "Беседа",
              "term.appName.genitive": "Беседы",
              "connection.online": "{appName}: нет {appName, case, genitive}, в {appName, case, prepositional}"
            }
            """
        );
        var brand = folder.Load("ru");
        Assert.Equal("Беседа: нет Беседы, в Беседа", brand.Text("connection.online"));
        Assert.Equal("Беседы", brand.Explain("text:term.appName.genitive").Value);
    }

    [Fact]
    public void A_text_of_one_language_is_not_given_the_name_of_another()
    {
        using var folder = new BrandFolder(Manifest);
        folder.Write("strings.en.json", """{ "term.appName.genitive": "Acme's", "term.appName": "Acme!" }""");
        folder.Write("strings.ru.json", """{ "connection.online": "{appName, case, genitive}" }""");
        Assert.Equal("Acme Talk", folder.Load("ru").Text("connection.online"));
    }

    [Theory]
    [InlineData("connection.online", "{name, case, genitive}", "CSB020", "appName")]
    [InlineData("connection.online", "{appName, case, ergative}", "CSB020", "genitive")]
    [InlineData("term.appName.ergative", "x", "CSB010", "no text")]
    [InlineData("term.other", "x", "CSB010", "no text")]
    [InlineData("term.appName", "{appName}", "CSB024", "a name")]
    public void Terms_and_cases_are_those_of_the_list(string id, string text, string code, string message)
    {
        using var folder = new BrandFolder();
        folder.Write("strings.en.json", $"{{ \"{id}\": \"{text}\" }}");
        var error = Assert.Single(folder.Refusal());
        Assert.Equal(code, error.Code);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ranks_have_the_forms_of_their_language()
    {
        var english = MessageTemplate.Parse("{rank, selectordinal, =0 {none} one {#st} two {#nd} few {#rd} other {#th}}");
        var said = new[] { 0, 1, 2, 3, 4, 11, 22, 113 }.Select(rank =>
            english.Format(new Dictionary<string, object?> { ["rank"] = rank }, CultureInfo.GetCultureInfo("en"))
        );
        Assert.Equal(["none", "1st", "2nd", "3rd", "4th", "11th", "22nd", "113th"], said);
        Assert.Throws<MessageSyntaxException>(() => MessageTemplate.Parse("{rank, selectordinal, one {#st}}"));
    }

    [Fact]
    public void A_translation_has_no_more_characters_than_there_is_room_for()
    {
        using var folder = new BrandFolder();
        folder.Write("strings.en.json", $"{{ \"composer.send\": \"{new string('x', 200)}\" }}");
        var error = Assert.Single(folder.Refusal());
        Assert.Equal("CSB025", error.Code);
        Assert.Contains("has 200 characters", error.Message, StringComparison.Ordinal);
    }
}
