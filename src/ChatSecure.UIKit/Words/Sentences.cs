// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;

namespace ChatSecure.UIKit.Words;

/// <summary>Makes one text for screen readers of several.</summary>
internal static class Sentences
{
    /// <summary>A text, and what else is so, each as a sentence.</summary>
    public static string Join(Brand brand, string text, params ReadOnlySpan<string?> others)
    {
        foreach (var other in others)
        {
            if (other is not null)
            {
                text = brand.Text("accessibility.also", ("text", text), ("other", other));
            }
        }

        return text;
    }
}
