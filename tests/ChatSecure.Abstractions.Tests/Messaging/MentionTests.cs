// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Messaging;

namespace ChatSecure.Abstractions.Tests.Messaging;

public sealed class MentionTests
{
    [Theory]
    [InlineData("Alice, are you there?", "alice")]
    [InlineData("ask @alice", "Alice")]
    [InlineData("(ALICE)", "alice")]
    [InlineData("I saw malice, and then alice.", "alice")]
    [InlineData("Dr. Who?", "dr. who")]
    [InlineData("@a come", "a")]
    [InlineData("mail@alice", "alice")]
    public void A_name_as_a_word_of_its_own_names_somebody(string text, string name) => Assert.True(Mention.IsIn(text, name));

    [Theory]
    [InlineData("malice", "alice")]
    [InlineData("alices", "alice")]
    [InlineData("alice2", "alice")]
    [InlineData("a dog", "a")]
    [InlineData("anything", "")]
    [InlineData("", "alice")]
    public void A_part_of_a_word_names_nobody(string text, string name) => Assert.False(Mention.IsIn(text, name));

    [Fact]
    public void A_text_that_is_made_of_nearly_names_is_read_once() =>
        Assert.False(Mention.IsIn(new string('a', 65_536), new string('a', 1_000)));
}
