// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;

namespace ChatSecure.Conversation.Proofs;

/// <summary>Looks for texts in every byte of every file of a folder: as UTF-8, as UTF-16 of either byte order, and inside base64.</summary>
internal sealed class PlaintextScan(IReadOnlyList<string> texts)
{
    /// <summary>What base64 leaves of a shorter text is so short that it stands in any file by chance.</summary>
    private const int MinBase64Bytes = 12;

    /// <summary>How many of the texts stand in the folder's files.</summary>
    /// <exception cref="PlayException">The search does not even find what was planted, or there is nothing to search.</exception>
    public int CountIn(string folder)
    {
        Verify(folder);
        var files = Read(folder);
        return texts.Count(text => Forms(text).Any(form => files.Any(file => Contains(file, form))));
    }

    /// <summary>Whether a text stands in the folder's files as it is.</summary>
    public static bool Finds(string folder, string text) => Read(folder).Any(file => Contains(file, Encoding.UTF8.GetBytes(text)));

    // A search that can't find proves nothing: each form of a text is planted in a file of that folder and must be found there.
    private void Verify(string folder)
    {
        var file = Path.Combine(folder, "planted");
        foreach (var form in Forms(texts[0]))
        {
            File.WriteAllBytes(file, [0xFF, 0x00, .. form, 0x00]);
            var found = Read(folder).Any(content => Contains(content, form));
            File.Delete(file);
            if (!found)
            {
                throw new PlayException("The search for plain text did not find the text that was planted.");
            }
        }
    }

    private static IEnumerable<byte[]> Forms(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        yield return utf8;
        yield return Encoding.Unicode.GetBytes(text);
        yield return Encoding.BigEndianUnicode.GetBytes(text);

        if (utf8.Length < MinBase64Bytes)
        {
            yield break;
        }

        // Inside a longer base64 text the bytes stand at one of three offsets; the digits at the edges belong to their neighbours as well.
        for (var offset = 0; offset < 3; offset++)
        {
            var usable = (utf8.Length + offset) / 3 * 3;
            byte[] shifted = [.. new byte[offset], .. utf8];
            var digits = Convert.ToBase64String(shifted.AsSpan(0, usable));
            yield return Encoding.ASCII.GetBytes(digits[(offset == 0 ? 0 : 4)..]);
        }
    }

    private static bool Contains(byte[] file, byte[] text) => file.AsSpan().IndexOf(text) >= 0;

    private static List<byte[]> Read(string folder)
    {
        List<byte[]> files = [];
        foreach (
            var path in Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
        )
        {
            if (new FileInfo(path) is { Length: > 0, LinkTarget: null })
            {
                using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                using var content = new MemoryStream();
                file.CopyTo(content);
                files.Add(content.ToArray());
            }
        }

        return files;
    }
}
