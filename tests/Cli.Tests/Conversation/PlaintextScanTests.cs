// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Conversation.Proofs;

namespace ChatSecure.Cli.Tests.Conversation;

/// <summary>The demonstration's proofs can fail: what is to be found is found, whatever it is wrapped in.</summary>
public sealed class PlaintextScanTests : IDisposable
{
    private const string Text = "Bring the marmalade, größer als sonst";

    private readonly string _folder = Directory.CreateTempSubdirectory("scan-").FullName;

    public static TheoryData<string, byte[]> Wrapped =>
        new()
        {
            { "as it is", Encoding.UTF8.GetBytes(Text) },
            { "in a database page", [0, 255, .. Encoding.UTF8.GetBytes(Text), 0, 254] },
            { "as UTF-16, least byte first", Encoding.Unicode.GetBytes("x" + Text) },
            { "as UTF-16, greatest byte first", Encoding.BigEndianUnicode.GetBytes("x" + Text) },
            { "in base64", Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(Text))) },
            { "in base64, one byte later", Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes("a" + Text + "z"))) },
            { "in base64, two bytes later", Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes("ab" + Text + "z"))) },
        };

    [Theory]
    [MemberData(nameof(Wrapped))]
    public void Plain_text_is_found(string how, byte[] content)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "sub"));
        File.WriteAllBytes(Path.Combine(_folder, "sub", ".hidden"), content);

        Assert.True(new PlaintextScan(["something else", Text]).CountIn(_folder) == 1, how);
    }

    [Fact]
    public void What_is_not_there_is_not_found()
    {
        File.WriteAllText(Path.Combine(_folder, "file"), "Bring the honey");

        Assert.Equal(0, new PlaintextScan([Text, "marmalade"]).CountIn(_folder));
    }

    [Fact]
    public void The_search_leaves_nothing_behind()
    {
        new PlaintextScan([Text]).CountIn(_folder);

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
