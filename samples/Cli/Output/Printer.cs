// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using System.Text.Json;
using ChatSecure.Codes;

namespace ChatSecure.Cli.Output;

/// <summary>Standard output: text for people, or one JSON object a line. Each line leaves at once.</summary>
internal sealed class Printer(Stream output, bool isJson)
{
    /// <summary>Prints one result in the form that was asked for.</summary>
    public void Print(Func<string> text, Action<Utf8JsonWriter> json)
    {
        if (isJson)
        {
            Write(JsonLine.Of(json).Span);
        }
        else
        {
            Write(Encoding.UTF8.GetBytes(text() + "\n"));
        }
    }

    /// <summary>Prints something that only people need, such as a heading or that a list is empty.</summary>
    public void PrintForPeople(string text)
    {
        if (!isJson)
        {
            Write(Encoding.UTF8.GetBytes(text + "\n"));
        }
    }

    /// <summary>Prints a link as a QR code, for a camera that looks at the terminal.</summary>
    public void PrintCode(string link)
    {
        if (string.Join('\n', QrBlocks.Of(link)) is { Length: > 0 } code)
        {
            PrintForPeople(code);
        }
    }

    private void Write(ReadOnlySpan<byte> line)
    {
        output.Write(line);
        output.Flush();
    }
}
