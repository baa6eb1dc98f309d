// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.CommandLine;
using System.Globalization;

namespace ChatSecure.BrandTool.Commands;

/// <summary>What several commands take.</summary>
internal static class CommandLine
{
    public static Argument<string> Folder() => new("brand") { Description = "The brand's folder." };

    public static Option<string[]> Parents() =>
        new("--parent")
        {
            Description = "A brand that this one builds on: its folder or its package. May be given several times.",
            DefaultValueFactory = _ => [],
        };

    public static Option<string> Out(string description) => new("--out", "-o") { Description = description, Required = true };

    public static Option<CultureInfo?> Culture() =>
        new("--culture")
        {
            Description = "The person's language, such as de-AT; the brand's own if it is not given.",
            CustomParser = result =>
            {
                try
                {
                    return CultureInfo.GetCultureInfo(result.Tokens[0].Value, predefinedOnly: true);
                }
                catch (CultureNotFoundException)
                {
                    result.AddError($"'{result.Tokens[0].Value}' is not a language.");
                    return null;
                }
            },
        };
}
