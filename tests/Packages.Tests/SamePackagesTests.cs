// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.IO.Compression;
using System.Reflection.Metadata;
using System.Text;
using ChatSecure.Tests;

namespace ChatSecure.Packages.Tests;

/// <summary>What could make two packages of one commit differ is in none of them: the folder of the checkout, and the time of its files. <c>build/pack
/// --verify</c> compares whole packages of two clones; this is what it has failed for.</summary>
public sealed class SamePackagesTests : IDisposable
{
    // 2001-09-09: no file of ours is that old.
    private const string CommitTime = "1000000000";

    private readonly string _folder = Directory.CreateTempSubdirectory("chatsecure-same-").FullName;

    [Fact]
    public void Packages_of_components_tell_neither_the_folder_nor_the_time_of_the_checkout()
    {
        var pack = Programs.Run(
            "dotnet",
            [
                "pack",
                "src/ChatSecure.UIKit.Blazor",
                "-o",
                _folder,
                "-c",
                Repository.Configuration,
                "-nologo",
                "-v",
                "quiet",
                "-p:ContinuousIntegrationBuild=true",
                "-p:UseSharedCompilation=false",
                "-p:RunAnalyzersDuringBuild=false",
                $"-p:ArtifactsPath={_folder}/out",
            ],
            new Dictionary<string, string> { ["SOURCE_DATE_EPOCH"] = CommitTime },
            TimeSpan.FromMinutes(8)
        );
        Assert.True(pack.ExitCode == 0, pack.ToString());

        using var package = ZipFile.OpenRead(Directory.GetFiles(_folder, "*.nupkg").Single());
        var assets = package.Entries.Where(entry => entry.Name.StartsWith("Microsoft.AspNetCore.StaticWebAsset", StringComparison.Ordinal));
        Assert.Equal(2, assets.Count());
        Assert.All(assets, entry => Assert.Equal(["Sun, 09 Sep 2001 01:46:40 GMT"], Times(Read(entry))));

        using var symbols = ZipFile.OpenRead(Directory.GetFiles(_folder, "*.snupkg").Single());
        var sources = Sources(symbols.Entries.Single(entry => entry.Name.EndsWith(".pdb", StringComparison.Ordinal)));
        Assert.Contains(sources, source => source.Contains("#pragma checksum", StringComparison.Ordinal));
        Assert.DoesNotContain(sources, source => source.Contains(Repository.Root, StringComparison.Ordinal));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static IEnumerable<string> Times(string text) =>
        System.Text.RegularExpressions.Regex.Matches(text, @"\w{3}, \d\d \w{3} \d{4} [\d:]{8} GMT").Select(match => match.Value).Distinct();

    private static string Read(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open());
        return reader.ReadToEnd();
    }

    // The sources that the compiler has put into the symbols, and the names of all others.
    private static List<string> Sources(ZipArchiveEntry pdb)
    {
        using var content = new MemoryStream();
        using (var stream = pdb.Open())
        {
            stream.CopyTo(content);
        }

        content.Position = 0;
        using var provider = MetadataReaderProvider.FromPortablePdbStream(content);
        var reader = provider.GetMetadataReader();
        var found = reader.Documents.Select(document => reader.GetString(reader.GetDocument(document).Name)).ToList();
        foreach (var handle in reader.CustomDebugInformation)
        {
            // An embedded source: its length and itself, deflated; or no length and itself.
            var information = reader.GetCustomDebugInformation(handle);
            if (information.Parent.Kind == HandleKind.Document && reader.GetBlobBytes(information.Value) is { Length: > 4 } blob)
            {
                Stream source = new MemoryStream(blob, 4, blob.Length - 4);
                source = BitConverter.ToInt32(blob) == 0 ? source : new DeflateStream(source, CompressionMode.Decompress);
                using var text = new StreamReader(source, Encoding.UTF8);
                found.Add(text.ReadToEnd());
            }
        }

        return found;
    }
}
