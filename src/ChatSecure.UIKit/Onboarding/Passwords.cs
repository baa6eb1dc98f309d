// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;

namespace ChatSecure.UIKit.Onboarding;

/// <summary>Judges passwords by their length and variety: a rough guess, for advice alone.</summary>
internal static class Passwords
{
    public const int MinLength = 8;

    /// <summary>The judgement in words.</summary>
    public static string Say(string password, Brand brand) =>
        brand.Text("onboarding.passwordStrength", ("strength", Judge(password).ToString().ToLowerInvariant()));

    public static PasswordStrength Judge(string password)
    {
        var kinds =
            (password.Any(char.IsLower) ? 26 : 0)
            + (password.Any(char.IsUpper) ? 26 : 0)
            + (password.Any(char.IsDigit) ? 10 : 0)
            + (password.Any(c => !char.IsLetterOrDigit(c)) ? 20 : 0);

        // What repeats adds little.
        var length = Math.Min(password.Length, password.Distinct().Count() * 2);
        var bits = length * Math.Log2(Math.Max(2, kinds));
        return bits switch
        {
            < 45 => PasswordStrength.Weak,
            < 70 => PasswordStrength.Fair,
            _ => PasswordStrength.Strong,
        };
    }
}
