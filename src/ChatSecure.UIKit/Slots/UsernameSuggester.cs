// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ChatSecure.UIKit.Slots;

/// <summary>The Latin letters and digits of the nickname; from the second attempt on, with four random digits.</summary>
public sealed class UsernameSuggester : IUsernameSuggester
{
    private const int MaxLength = 20;
    private const string Nobody = "user";

    /// <inheritdoc/>
    public string Suggest(UsernameContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var name = Plain(context.Nickname);
        var needsNumber = context.Attempt > 0 || name.Length == 0;
        var start = name.Length == 0 ? Nobody : name;
        return needsNumber ? start + RandomNumberGenerator.GetInt32(1000, 10_000).ToString(CultureInfo.InvariantCulture) : start;
    }

    // "Zoé Müller" is zoemuller.
    private static string Plain(string nickname)
    {
        var output = new StringBuilder();
        foreach (var c in nickname.Normalize(NormalizationForm.FormD).ToLowerInvariant())
        {
            if (output.Length < MaxLength && (char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)))
            {
                output.Append(c);
            }
        }

        return output.ToString();
    }
}
