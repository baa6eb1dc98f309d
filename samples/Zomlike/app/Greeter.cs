// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;

namespace Zomlike;

/// <summary>What Zomlike says first. Every word is the brand's; ids and arguments are checked by the compiler.</summary>
/// <param name="brand">The brand, in the person's language.</param>
public sealed class Greeter(Brand brand)
{
    private Text Text => new(brand);

    /// <summary>The welcome.</summary>
    public string Welcome => Text.OnboardingWelcome;

    /// <summary>That a contact writes. What a stranger calls themselves can't reorder the sentence.</summary>
    /// <param name="name">The contact's name.</param>
    /// <returns>The sentence.</returns>
    public string Typing(string name) => Text.TypingComposing(name);

    /// <summary>How many messages wait.</summary>
    /// <param name="count">The number.</param>
    /// <returns>The sentence.</returns>
    public string Unread(int count) => Text.ConversationsUnread(count);
}
