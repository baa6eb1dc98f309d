// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Crypto.Otr.Wire;

/// <summary>The offer that is hidden in the white space of a plain text.</summary>
internal static class WhitespaceTag
{
    private const string Base = " \t  \t\t\t\t \t \t \t  ";
    private const string One = " \t \t  \t ";
    private const string Two = "  \t\t  \t ";
    private const string Three = "  \t\t  \t\t";
    private const int VersionLength = 8;

    public static string Write(bool offerTwo) => Base + (offerTwo ? Two : string.Empty) + Three;

    public static bool IsIn(string text) => text.Contains(Base, StringComparison.Ordinal);

    /// <summary>Takes the tag out of a text. Null if there is none; then the text is as it was.</summary>
    public static Versions? Remove(ref string text)
    {
        var start = text.IndexOf(Base, StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }

        var (end, offered) = (start + Base.Length, default(Versions));
        while (end + VersionLength <= text.Length)
        {
            switch (text.Substring(end, VersionLength))
            {
                case One:
                    break;
                case Two:
                    offered = offered with { Two = true };
                    break;
                case Three:
                    offered = offered with { Three = true };
                    break;
                default:
                    text = text.Remove(start, end - start);
                    return offered;
            }

            end += VersionLength;
        }

        text = text.Remove(start, end - start);
        return offered;
    }
}
