// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.CommandLine;
using System.Globalization;
using ChatSecure.Branding;

namespace ChatSecure.BrandTool.Commands;

/// <summary><c>explain BRAND [KEY] [--parent P]… [--culture C]</c>: which layer decided; without a key, the keys.</summary>
internal static class ExplainCommand
{
    public static Command Create(TextWriter output)
    {
        var folder = CommandLine.Folder();
        var key = new Argument<string?>("key")
        {
            Description = "A setting such as policy.trust, text:ID or asset:ID; lists them all if it is not given.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var parents = CommandLine.Parents();
        var culture = CommandLine.Culture();
        var command = new Command("explain", "Says which layer decided about a key, and what the others said.")
        {
            folder,
            key,
            parents,
            culture,
        };
        command.SetAction(parsed =>
        {
            using var brand = new BrandSource(parsed.GetRequiredValue(folder), parsed.GetRequiredValue(parents));
            return (int)Run(Brand.Load(brand.Parts with { Culture = parsed.GetValue(culture) }), parsed.GetValue(key), output);
        });
        return command;
    }

    private static ExitCode Run(Brand brand, string? key, TextWriter output)
    {
        if (key is null)
        {
            foreach (var known in Keys())
            {
                output.WriteLine(known);
            }

            return ExitCode.Good;
        }

        try
        {
            var explanation = brand.Explain(key);
            output.WriteLine($"{explanation.Key} = {explanation.Value}");
            output.WriteLine($"decided by {explanation.Layer}");
            foreach (var layer in explanation.Layers)
            {
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {layer.Name}: {layer.Value ?? "-"}"));
            }

            return ExitCode.Good;
        }
        catch (ArgumentException exception)
        {
            throw new ToolException(
                exception.Message.ReplaceLineEndings("\n").Split('\n')[0].Replace(" (Parameter 'key')", "", StringComparison.Ordinal)
            );
        }
    }

    private static IEnumerable<string> Keys() =>
        [
            .. BrandCatalog.Settings.Select(setting => setting.Key),
            .. BrandCatalog.Assets.Select(id => "asset:" + id),
            .. BrandCatalog.Texts.Select(text => "text:" + text.Id),
        ];
}
