// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace ChatSecure.Branding.Generator.Tests;

/// <summary>An app in memory: its code, the catalogue of its brand, and what the generator and the analyzer make of them.</summary>
internal sealed class Generated
{
    private static readonly ImmutableArray<MetadataReference> _references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path =>
                Path.GetFileName(path) is var name
                && (name.StartsWith("System.", StringComparison.Ordinal) || name is "ChatSecure.Branding.dll")
            )
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private readonly GeneratorDriver _driver;
    private readonly Compilation _app;
    private readonly AnalyzerOptions _options;

    public Generated(string catalog, string code = "", string? ownNamespace = null, bool isPublic = false)
    {
        var options = new Options(
            new Dictionary<string, string>
            {
                ["build_property.RootNamespace"] = "Tea",
                ["build_property.ChatSecureBrandNamespace"] = ownNamespace ?? string.Empty,
                ["build_property.ChatSecureBrandPublic"] = isPublic ? "true" : string.Empty,
            }
        );
        var file = new CatalogText(catalog);
        _options = new AnalyzerOptions([file], options);
        _app = CSharpCompilation.Create(
            "app",
            [CSharpSyntaxTree.ParseText(code)],
            _references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable)
        );
        _driver = CSharpGeneratorDriver
            .Create(
                [new BrandGenerator().AsSourceGenerator()],
                [file],
                driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true),
                optionsProvider: options
            )
            .RunGeneratorsAndUpdateCompilation(_app, out var compilation, out _);
        Compilation = compilation;
    }

    public Compilation Compilation { get; }

    public string Code => _driver.GetRunResult().Results.Single().GeneratedSources.Single().SourceText.ToString();

    public IEnumerable<Diagnostic> Clashes => _driver.GetRunResult().Diagnostics;

    public IEnumerable<Diagnostic> Errors =>
        Compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);

    public async Task<Diagnostic[]> AnalyzeAsync() =>
        [
            .. await Compilation
                .WithAnalyzers([new BrandKeyAnalyzer()], _options)
                .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken),
        ];

    /// <summary>Types on in the app; says what had to be made anew for it.</summary>
    public IEnumerable<IncrementalStepRunReason> Again() =>
        _driver
            .RunGenerators(_app.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class More;")))
            .GetRunResult()
            .Results.Single()
            .TrackedOutputSteps.SelectMany(step => step.Value)
            .SelectMany(step => step.Outputs)
            .Select(output => output.Reason);

    private sealed class CatalogText(string content) : AdditionalText
    {
        public override string Path => "obj/chatsecure-brand/brand.catalog";

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(content);
    }

    private sealed class Options(Dictionary<string, string> values) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(values);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;
    }

    private sealed class Values(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value) =>
            values.TryGetValue(key, out value);
    }
}
