// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Generic;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace ChatSecure.Branding.Generator;

/// <summary>Generates typed accessors from the catalogue that the check of the brand has written.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class BrandGenerator : IIncrementalGenerator
{
    /// <inheritdoc />
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // Both are strings, so that nothing is generated again while neither changes.
        var catalogs = context
            .AdditionalTextsProvider.Where(file => Catalog.IsOne(file.Path))
            .Select((file, cancellation) => file.GetText(cancellation)?.ToString() ?? string.Empty);
        var space = context.AnalyzerConfigOptionsProvider.Select(
            (options, _) => Property(options, "ChatSecureBrandNamespace") is { Length: > 0 } own ? own : Property(options, "RootNamespace")
        );
        var access = context.AnalyzerConfigOptionsProvider.Select(
            (options, _) => bool.TryParse(Property(options, "ChatSecureBrandPublic"), out var isPublic) && isPublic ? "public" : "internal"
        );
        context.RegisterSourceOutput(
            catalogs.Combine(space).Combine(access),
            (output, pair) =>
            {
                List<string> clashes = [];
                var code = Accessors.Write(Catalog.Parse(pair.Left.Left), pair.Left.Right, pair.Right, clashes);
                output.AddSource("AppBrand.g.cs", SourceText.From(code, Encoding.UTF8));
                foreach (var clash in clashes.Distinct())
                {
                    output.ReportDiagnostic(Diagnostic.Create(Diagnostics.Clash, Location.None, clash));
                }
            }
        );
    }

    private static string Property(AnalyzerConfigOptionsProvider options, string name) =>
        options.GlobalOptions.TryGetValue("build_property." + name, out var value) ? value : string.Empty;
}
