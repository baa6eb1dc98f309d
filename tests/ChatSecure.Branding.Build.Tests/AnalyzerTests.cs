// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding.Generator.Tests;

public sealed class AnalyzerTests
{
    private const string Catalog = "brand\ttea\tTea House\tabc\ntext\tchats.title\tx\ty\nasset\tlogo\nsetting\tpolicy.trust\n";

    [Theory]
    [InlineData("brand.Text(\"chats.titel\")", "There is no text 'chats.titel'. Did you mean 'chats.title'?")]
    [InlineData("brand.Text(Id)", "There is no text 'nothing.like.it'")]
    [InlineData("brand.Text(\"chats.titel\", (\"a\", 1))", "There is no text 'chats.titel'. Did you mean 'chats.title'?")]
    [InlineData("brand.Asset(\"lgo\")", "There is no picture 'lgo'. Did you mean 'logo'?")]
    [InlineData("brand.Explain(\"policy.trusst\")", "There is no key 'policy.trusst'. Did you mean 'policy.trust'?")]
    [InlineData("brand.Explain(\"text:chats.titel\")", "There is no key 'text:chats.titel'. Did you mean 'text:chats.title'?")]
    public async Task An_id_that_there_is_not_does_not_compile(string call, string message)
    {
        var found = Assert.Single(await new Generated(Catalog, Code(call)).AnalyzeAsync());
        Assert.Equal(("CSB016", message), (found.Id, found.GetMessage(System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("brand.Text(\"chats.title\")")]
    [InlineData("brand.Asset(\"logo\")")]
    [InlineData("brand.Explain(\"text:chats.title\")")]
    [InlineData("brand.Explain(\"asset:logo\")")]
    [InlineData("brand.Explain(\"policy.trust\")")]
    [InlineData("brand.Text(brand.Name)")]
    [InlineData("brand.Equals(\"chats.titel\")")]
    [InlineData("string.Concat(\"chats.titel\", \"\")")]
    public async Task Ids_that_there_are_and_other_calls_compile(string call)
    {
        var app = new Generated(Catalog, Code(call));
        Assert.Empty(app.Errors);
        Assert.Empty(await app.AnalyzeAsync());
    }

    private static string Code(string call) =>
        $$"""
            namespace Tea;

            class C
            {
                const string Id = "nothing.like.it";

                object? X(ChatSecure.Branding.Brand brand) => {{call}};
            }
            """;
}
