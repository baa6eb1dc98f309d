// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Network.Tests.Xml;

/// <summary>Replays the streams from which fuzzing starts (tests/Fuzz/Corpus/xml) that say how they end: a file is called <c>good.NAME.stream</c> or
/// <c>bad.CONDITION.NAME.stream</c>.</summary>
public sealed class CorpusTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Corpus", "xml");

    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder).Select(file => Path.GetFileName(file)).Order()];

    [Theory]
    [MemberData(nameof(Files))]
    public void Ends_as_its_name_says(string file)
    {
        var stream = File.ReadAllBytes(Path.Combine(Folder, file));
        var all = StreamText.Read(stream);
        Assert.Equal(all, StreamText.Read(stream, null, [.. Enumerable.Range(1, stream.Length - 1)]));
        switch (file.Split('.'))
        {
            case ["good", _, "stream"]:
                Assert.StartsWith("Opened ", all);
                Assert.DoesNotContain("! ", all);
                break;
            case ["bad", var condition, _, "stream"]:
                Assert.EndsWith("! " + condition, all);
                break;
            default:
                Assert.Fail("A file whose name says nothing.");
                break;
        }
    }
}
