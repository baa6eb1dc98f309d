// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.Json;
using ChatSecure.Branding.Manifest;

namespace ChatSecure.Branding.Tests;

public sealed class SchemaTests
{
    [Fact]
    public void The_schema_knows_exactly_the_settings_that_the_code_knows()
    {
        using var schema = JsonDocument.Parse(
            File.ReadAllText(Repository.Path("src", "ChatSecure.Branding", "schema", "brand.schema.json"))
        );
        var keys = Keys(schema.RootElement, string.Empty).Where(key => key != "$schema");
        Assert.Equal(Settings.All.Keys.Order(StringComparer.Ordinal), keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("defaults", "domainLock")]
    [InlineData("policy", "trust")]
    public void The_schema_offers_words_that_the_code_reads(string group, string name)
    {
        using var schema = JsonDocument.Parse(
            File.ReadAllText(Repository.Path("src", "ChatSecure.Branding", "schema", "brand.schema.json"))
        );
        var words = schema
            .RootElement.GetProperty("properties")
            .GetProperty(group)
            .GetProperty("properties")
            .GetProperty(name)
            .GetProperty("enum");
        foreach (var word in words.EnumerateArray())
        {
            var member = $"\"{group}\": {{ \"server\": \"a.example\", \"{name}\": {word.GetRawText()} }}".Replace(
                "\"policy\": { \"server\": \"a.example\",",
                "\"policy\": {",
                StringComparison.Ordinal
            );
            using var folder = new BrandFolder($$"""{ "schemaVersion": 1, "id": "acme", "name": "Acme", {{member}} }""");
            Assert.Equal(word.GetString(), folder.Load().Explain($"{group}.{name}").Value);
        }
    }

    private static IEnumerable<string> Keys(JsonElement schema, string prefix) =>
        schema
            .GetProperty("properties")
            .EnumerateObject()
            .SelectMany(member =>
                member.Value.TryGetProperty("type", out var type) && type.GetString() == "object"
                    ? Keys(member.Value, $"{prefix}{member.Name}.")
                    : [prefix + member.Name]
            );
}
