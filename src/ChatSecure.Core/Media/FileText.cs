// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;

namespace ChatSecure.Core.Media;

/// <summary>Files in the text of a message, for receivers that know no other way: below the words, one address a line. A message of a single file has nothing
/// but its address (XEP-0454).</summary>
internal static class FileText
{
    public static string Join(string text, ValueList<Attachment> files)
    {
        var addresses = string.Join('\n', files.Select(file => file.Source));
        return text.Length == 0 || files.Count == 0 ? text + addresses : $"{text}\n{addresses}";
    }

    /// <summary>Takes encrypted files out of a text that was encrypted, from its end. Text that was not encrypted must not be read so.</summary>
    /// <returns>The words before, and the addresses.</returns>
    public static (string Text, IReadOnlyList<string> Sources) Split(string text)
    {
        var lines = text.Split('\n');
        var first = lines.Length;
        while (first > 0 && lines.Length - first < 32 && IsFile(lines[first - 1]))
        {
            first--;
        }

        // Some clients put a small picture below the address of a single file.
        if (first == lines.Length && IsFile(text))
        {
            return (string.Empty, [lines[0]]);
        }

        return (string.Join('\n', lines[..first]), lines[first..]);
    }

    private static bool IsFile(string text)
    {
        if (!FileLink.IsEncrypted(text) || !FileLink.TryParse(text, out var link))
        {
            return false;
        }

        link.Dispose();
        return true;
    }
}
