// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Net;
using System.Text;

namespace ChatSecure.Desktop.Tests;

/// <summary>Reads an answer from the wire, as far as tests look at it.</summary>
internal static class RawResponse
{
    public static async Task<HttpResponseMessage> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var head = await ReadHeadAsync(stream, cancellationToken);
        var lines = head.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var response = new HttpResponseMessage((HttpStatusCode)int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture));
        var body = new ByteArrayContent([]);
        if (response.StatusCode != HttpStatusCode.SwitchingProtocols)
        {
            var all = new MemoryStream();
            await stream.CopyToAsync(all, cancellationToken);
            body = new ByteArrayContent(all.ToArray());
        }

        response.Content = body;
        foreach (var line in lines.Skip(1))
        {
            var (name, value) = (line[..line.IndexOf(':')], line[(line.IndexOf(':') + 1)..].Trim());
            _ = response.Headers.TryAddWithoutValidation(name, value) || response.Content.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }

    private static async Task<string> ReadHeadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, cancellationToken) == 0)
            {
                throw new IOException("The connection ended before an answer.");
            }

            head.Append((char)one[0]);
        }

        return head.ToString();
    }
}
