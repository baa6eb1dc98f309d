// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using QRCoder;

namespace ChatSecure.Codes;

/// <summary>A QR code of half blocks: two rows of modules a line, light on dark as scanners like it on any terminal.</summary>
internal static class QrBlocks
{
    private const int Border = 2;

    // What the largest code holds at this level of correction.
    private const int MaxBytes = 2_953;

    /// <summary>Makes the code.</summary>
    /// <param name="text">What it says.</param>
    /// <returns>The lines, all as long; none if no code holds so much.</returns>
    public static IEnumerable<string> Of(string text)
    {
        if (Encoding.UTF8.GetByteCount(text) > MaxBytes)
        {
            yield break;
        }

        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.L, forceUtf8: true);
        var size = code.ModuleMatrix.Count;
        for (var y = -Border; y < size + Border; y += 2)
        {
            var line = new StringBuilder();
            for (var x = -Border; x < size + Border; x++)
            {
                line.Append(
                    (IsLight(x, y), IsLight(x, y + 1)) switch
                    {
                        (true, true) => '█',
                        (true, false) => '▀',
                        (false, true) => '▄',
                        _ => ' ',
                    }
                );
            }

            yield return line.ToString();
        }

        bool IsLight(int x, int y) => x < 0 || y < 0 || x >= size || y >= size || !code.ModuleMatrix[y][x];
    }
}
