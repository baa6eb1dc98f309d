// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace ChatSecure.Branding.Generator;

/// <summary>Refuses ids that stand in code as text and that the brand does not know: <c>brand.Text("conversation.titel")</c> does not compile.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BrandKeyAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Diagnostics.Unknown];

    /// <inheritdoc />
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            var file = start.Options.AdditionalFiles.FirstOrDefault(file => Catalog.IsOne(file.Path));
            if (
                file?.GetText(start.CancellationToken)?.ToString() is not { Length: > 0 } content
                || start.Compilation.GetTypeByMetadataName("ChatSecure.Branding.Brand") is not { } brand
            )
            {
                return;
            }

            var catalog = Catalog.Parse(content);
            HashSet<string> texts = [.. catalog.Texts.Select(text => text.Id)];
            HashSet<string> assets = [.. catalog.Assets];
            HashSet<string> keys = [.. catalog.Settings, .. texts.Select(id => "text:" + id), .. assets.Select(id => "asset:" + id)];
            start.RegisterOperationAction(
                operation =>
                {
                    var invocation = (IInvocationOperation)operation.Operation;
                    if (!SymbolEqualityComparer.Default.Equals(invocation.TargetMethod.ContainingType, brand))
                    {
                        return;
                    }

                    var (what, known) = invocation.TargetMethod.Name switch
                    {
                        "Text" => ("text", texts),
                        "Asset" => ("picture", assets),
                        "Explain" => ("key", keys),
                        _ => (string.Empty, null),
                    };
                    var id = invocation.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 0)?.Value;
                    if (known is not null && id?.ConstantValue is { HasValue: true, Value: string value } && !known.Contains(value))
                    {
                        operation.ReportDiagnostic(
                            Diagnostic.Create(Diagnostics.Unknown, id.Syntax.GetLocation(), what, value, Hint(value, known))
                        );
                    }
                },
                OperationKind.Invocation
            );
        });
    }

    // The known key that shares most with the typed one at both ends.
    private static string Hint(string typed, IEnumerable<string> known)
    {
        var best = known
            .Select(key => (Key: key, Shared: Shared(typed, key, fromEnd: false) + Shared(typed, key, fromEnd: true)))
            .OrderByDescending(candidate => candidate.Shared)
            .ThenBy(candidate => candidate.Key, StringComparer.Ordinal)
            .FirstOrDefault();
        return best.Key is not null && 2 * best.Shared >= typed.Length ? $". Did you mean '{best.Key}'?" : string.Empty;
    }

    private static int Shared(string a, string b, bool fromEnd)
    {
        var count = 0;
        var most = Math.Min(a.Length, b.Length);
        while (count < most && (fromEnd ? a[a.Length - 1 - count] == b[b.Length - 1 - count] : a[count] == b[count]))
        {
            count++;
        }

        return count;
    }
}
