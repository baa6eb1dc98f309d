// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Network.Xeps.Discovery;

namespace ChatSecure.Network.Xeps.Payloads;

/// <summary>Which reactions somebody accepts (XEP-0444, section 2.1), as its service discovery says.</summary>
public sealed class ReactionRestrictions
{
    private const string FormType = Reactions.Namespace + ":restrictions";

    private readonly int _max;
    private readonly HashSet<string>? _allowed;

    private ReactionRestrictions(int max, HashSet<string>? allowed) => (_max, _allowed) = (max, allowed);

    /// <summary>Reads the restrictions.</summary>
    /// <param name="info">What the other side said of itself.</param>
    /// <returns>The restrictions, which may be none; null if it does not know reactions at all.</returns>
    public static ReactionRestrictions? Read(DiscoInfo info)
    {
        if (!info.HasFeature(Reactions.Namespace))
        {
            return null;
        }

        var form = info.Forms.FirstOrDefault(form => form.FormType == FormType);
        var max = int.TryParse(form?["max_reactions_per_user"]?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : Reactions.MaxReactions;
        return new(max, form?["allowlist"]?.Values.ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>Whether reactions would be accepted. Taking all back always is.</summary>
    /// <param name="reactions">All our reactions to one message.</param>
    /// <returns>Whether they are few enough and on the list, if there is one.</returns>
    public bool Allow(ReactionSet reactions) =>
        reactions.Emojis.Count == 0 || (reactions.Emojis.Count <= _max && reactions.Emojis.All(emoji => _allowed?.Contains(emoji) ?? true));
}
