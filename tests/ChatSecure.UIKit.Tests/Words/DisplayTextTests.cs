// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.UIKit.Words;
using CsCheck;

namespace ChatSecure.UIKit.Tests.Words;

public sealed class DisplayTextTests
{
    private static readonly string[] _parts =
    [
        "a",
        "é",
        " ",
        "\n",
        "\t",
        "\u202E",
        "\u2066",
        "\u2069",
        "\u0301",
        "\u200B",
        "\u200D",
        "👍🏽",
        "\uD800",
        "\0",
        "/",
        "\\",
        ".",
        "ب",
        "\u3164",
        "CON",
    ];

    private static readonly Gen<string> _hostile = Gen.Frequency(
            (3, Gen.Int[0, _parts.Length - 1].Select(i => _parts[i])),
            (1, Gen.Char.Select(c => c.ToString()))
        )
        .Array[0, 300]
        .Select(parts => string.Concat(parts));

    [Fact]
    public void Whatever_it_is_made_of_text_is_bounded_and_holds_nothing_that_turns_it_around() =>
        _hostile.Sample(text =>
        {
            foreach (
                var shown in new[]
                {
                    DisplayText.Name(text),
                    DisplayText.Line(text, 40),
                    DisplayText.Body(text, out _),
                    DisplayText.FileName(text),
                }
            )
            {
                Assert.DoesNotContain(shown ?? string.Empty, c => (char.IsControl(c) && c != '\n') || IsFormat(c));
                Assert.True(shown is null || shown.Length <= DisplayText.MaxBody);
            }

            Assert.True(DisplayText.Name(text)?.Length is null or (> 0 and <= 64));
            Assert.True(DisplayText.Line(text, 40).Length <= 40);
            Assert.DoesNotContain('\n', DisplayText.Line(text, 40));
            Assert.True(DisplayText.FileName(text) is null or { Length: > 0 and <= 97 } and not [.., '.'] and not ['.', ..]);
            Assert.DoesNotContain(DisplayText.FileName(text) ?? string.Empty, c => c is '/' or '\\' or ':' or '\n');
        });

    [Theory]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\Windows\\System32\\cmd.exe", "cmd.exe")]
    [InlineData("invoice\u202Efdp.exe", "invoicefdp.exe")]
    [InlineData(".bashrc", "bashrc")]
    [InlineData("NUL.txt", "_NUL.txt")]
    [InlineData("com1", "_com1")]
    [InlineData("a:b?.png", "a_b_.png")]
    [InlineData("name. . .", "name")]
    public void Names_of_files_are_names_and_no_paths(string name, string expected) => Assert.Equal(expected, DisplayText.FileName(name));

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("folder/")]
    [InlineData("\u202E\u200B")]
    public void A_name_of_nothing_is_none(string name) => Assert.Null(DisplayText.FileName(name));

    [Fact]
    public void A_long_name_of_a_file_keeps_its_ending()
    {
        var name = DisplayText.FileName(new string('x', 500) + ".jpeg")!;
        Assert.EndsWith("….jpeg", name, StringComparison.Ordinal);
        Assert.Equal(96, name.Length);
    }

    [Fact]
    public void Marks_do_not_pile_up()
    {
        var zalgo = "H" + new string('\u0336', 200) + "i";
        Assert.Equal("H" + new string('\u0336', 8) + "i", DisplayText.Body(zalgo, out _));
    }

    [Theory]
    [InlineData("Anna  \n Maria", "Anna Maria")]
    [InlineData("👨‍👩‍👧‍👦", "👨‍👩‍👧‍👦")]
    [InlineData("می‌خواهم", "می‌خواهم")]
    [InlineData("རྒྱལ་པོ", "རྒྱལ་པོ")]
    public void What_is_written_in_earnest_stays(string name, string expected) => Assert.Equal(expected, DisplayText.Name(name));

    [Theory]
    [InlineData("\u200B\u200B")]
    [InlineData("\u3164")]
    [InlineData("\u202E \u2066")]
    public void A_name_that_nobody_sees_is_none(string name) => Assert.Null(DisplayText.Name(name));

    [Theory]
    [InlineData("Bob", "Воb")]
    [InlineData("paypal", "раураl")]
    [InlineData("Alice", "A l i c e")]
    [InlineData("lo", "I0")]
    public void Names_of_one_shape_are_found(string one, string other) => Assert.Equal(LookAlikes.Shape(one), LookAlikes.Shape(other));

    [Theory]
    [InlineData("Воb", true)]
    [InlineData("Боб", false)]
    [InlineData("Bob", false)]
    [InlineData("Ζoe", true)]
    [InlineData("山田 Taro", false)]
    public void A_name_of_two_scripts_that_look_alike_is_doubtful(string name, bool isDoubtful) =>
        Assert.Equal(isDoubtful, LookAlikes.MixesScripts(name));

    private static bool IsFormat(char c) => char.GetUnicodeCategory(c) == UnicodeCategory.Format && c is not ('\u200C' or '\u200D');
}
