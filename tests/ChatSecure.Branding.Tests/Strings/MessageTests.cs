// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Branding.Strings;
using CsCheck;

namespace ChatSecure.Branding.Tests.Strings;

public sealed class MessageTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("Hi {name}!", "Hi Bob!")]
    [InlineData("{count, plural, =0 {none} one {# file} other {# files}}", "1,234 files")]
    [InlineData("{one, plural, =0 {none} one {# file of {name}} other {# files}}", "1 file of Bob")]
    [InlineData("{zero, plural, =0 {none} one {#} other {#}}", "none")]
    [InlineData("{yes, select, yes {Y} other {N}}", "Y")]
    [InlineData("{name, select, Bob {his} other {their}}", "his")]
    [InlineData("{name, select, Eve {her} other {their}}", "their")]
    [InlineData("{one, plural, one {{name, select, other {#!}}} other {}}", "1!")]
    [InlineData("it's", "it's")]
    [InlineData("it''s", "it's")]
    [InlineData("'{name}' is {name}", "{name} is Bob")]
    [InlineData("'{don''t}'", "{don't}")]
    [InlineData("# '#'", "# '#'")]
    [InlineData("{one, plural, one {'#' is #} other {}}", "# is 1")]
    [InlineData("{half}", "1.5")]
    [InlineData("{ name }", "Bob")]
    public void Messages_are_filled_in(string message, string expected)
    {
        Dictionary<string, object?> arguments = new()
        {
            ["name"] = "Bob",
            ["count"] = 1234,
            ["one"] = 1L,
            ["zero"] = 0,
            ["yes"] = true,
            ["half"] = 1.5m,
        };
        Assert.Equal(expected, MessageTemplate.Parse(message).Format(arguments, CultureInfo.GetCultureInfo("en")));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("{name")]
    [InlineData("{na me}")]
    [InlineData("{1}")]
    [InlineData("}")]
    [InlineData("'{")]
    [InlineData("{n, number}")]
    [InlineData("{n, date, short}")]
    [InlineData("{n, plural}")]
    [InlineData("{n, plural, }")]
    [InlineData("{n, plural, one {#}}")]
    [InlineData("{n, plural, other {#}")]
    [InlineData("{n, plural, other {#} other {#}}")]
    [InlineData("{n, plural, =x {#} other {#}}")]
    [InlineData("{n, plural, =-1 {#} other {#}}")]
    [InlineData("{n, plural, lots {#} other {#}}")]
    [InlineData("{n, plural, one other {#}}")]
    [InlineData("{n, select, yes {a}}")]
    [InlineData("{n, select, {a} other {b}}")]
    [InlineData("{n, select, a {a} a {a} other {b}}")]
    public void Broken_messages_are_refused(string message) => Assert.Throws<MessageSyntaxException>(() => MessageTemplate.Parse(message));

    [Fact]
    public void Nesting_has_an_end()
    {
        var message = string.Concat(Enumerable.Repeat("{n, select, other {", 1300)) + string.Concat(Enumerable.Repeat("}}", 1300));
        Assert.Throws<MessageSyntaxException>(() => MessageTemplate.Parse(message));
    }

    [Fact]
    public void Whatever_is_parsed_either_works_or_is_refused_and_nothing_else_happens() =>
        Gen.Char["{}',# =abnoplurstehe01"]
            .Array[0, 40]
            .Select(characters => new string(characters))
            .Sample(text =>
            {
                try
                {
                    var template = MessageTemplate.Parse(text);
                    template.Format(template.Names.ToDictionary(name => name, _ => (object?)1), CultureInfo.InvariantCulture);
                }
                catch (MessageSyntaxException exception)
                {
                    Assert.NotEmpty(exception.Message);
                }
            });

    [Fact]
    public void Text_without_syntax_stays_as_it_is() =>
        Gen.String[Gen.Char["abc xyz.,:;!?äöü<>()[]\""], 0, 40]
            .Sample(text =>
                Assert.Equal(text, MessageTemplate.Parse(text).Format(new Dictionary<string, object?>(), CultureInfo.InvariantCulture))
            );
}
