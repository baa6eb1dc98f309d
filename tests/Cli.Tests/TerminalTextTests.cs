// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Cli.Output;
using CsCheck;

namespace ChatSecure.Cli.Tests;

public sealed class TerminalTextTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("\e[2Jgone", "\uFFFD[2Jgone")]
    [InlineData("a\u009Bb", "a\uFFFDb")]
    [InlineData("bell\a", "bell\uFFFD")]
    [InlineData("tab\there", "tab here")]
    [InlineData("\u202Egnp.exe", "\uFFFDgnp.exe")]
    [InlineData("\u2067x\u2069", "\uFFFDx\uFFFD")]
    [InlineData("Größe 👩‍🚀 שלום\u200F", "Größe 👩‍🚀 שלום\u200F")]
    public void Text_of_strangers_cannot_control_the_terminal(string text, string shown) => Assert.Equal(shown, TerminalText.OneLine(text));

    [Fact]
    public void A_message_cannot_fake_a_line() =>
        Assert.Equal("Hi\n    bob@example.net: I owe you\n    x", TerminalText.Indented("Hi\r\nbob@example.net: I owe you\u2028x"));

    [Fact]
    public void No_control_character_passes() =>
        Gen.String.Sample(text => Assert.DoesNotContain(TerminalText.OneLine(text), char.IsControl));
}
