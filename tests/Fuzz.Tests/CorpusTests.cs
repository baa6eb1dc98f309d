// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Tests;

namespace ChatSecure.Fuzz.Tests;

/// <summary>What fuzzing starts from and what it has found, replayed.</summary>
public sealed class CorpusTests
{
    public static TheoryData<string> Targets => [.. FuzzTargets.All.Keys];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Every_input_of_the_corpus_is_read_as_promised(string target)
    {
        var files = Directory.GetFiles(Folder(target));
        Assert.NotEmpty(files);
        Assert.All(files, file => FuzzTargets.All[target](File.ReadAllBytes(file)));
    }

    /// <summary>The short way from an input to its neighbours, without the fuzzer: cut at each place, and each byte changed.</summary>
    [Theory]
    [MemberData(nameof(Targets))]
    public void So_is_every_input_that_is_cut_or_damaged(string target)
    {
        foreach (var input in Directory.GetFiles(Folder(target)).Select(File.ReadAllBytes))
        {
            var step = Math.Max(1, input.Length / 64);
            for (var at = 0; at < input.Length; at += step)
            {
                FuzzTargets.All[target](input.AsSpan(0, at));
                var damaged = input.ToArray();
                damaged[at] ^= (byte)(1 << (at & 7));
                FuzzTargets.All[target](damaged);
            }
        }
    }

    [Fact]
    public void Every_folder_has_its_target() =>
        Assert.Equal(
            FuzzTargets.All.Keys,
            Directory.GetDirectories(Folder("")).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)
        );

    [Fact]
    public void What_a_target_finds_is_not_swallowed() => Assert.Throws<Finding>(() => Finding.Unless(false, "planted"));

    private static string Folder(string target) => Repository.PathTo("tests", "Fuzz", "Corpus", target);
}
