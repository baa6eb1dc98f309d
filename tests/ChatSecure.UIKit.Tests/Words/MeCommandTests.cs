// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.UIKit.Words;

namespace ChatSecure.UIKit.Tests.Words;

/// <summary>The command /me (XEP-0245).</summary>
public sealed class MeCommandTests
{
    [Theory]
    [InlineData("/me shrugs in disgust", "shrugs in disgust")]
    [InlineData("/me ", "")]
    [InlineData("/me  twice", " twice")]
    public void The_first_four_characters_are_the_command(string body, string action) => Assert.Equal(action, MeCommand.GetAction(body));

    [Theory]
    [InlineData("/meshrugs in disgust")]
    [InlineData("/me's disgusted")]
    [InlineData(" /me shrugs in disgust")]
    [InlineData("\"/me shrugs in disgust\"")]
    [InlineData("* Atlas shrugs in disgust")]
    [InlineData("Why did Atlas say \"/me shrugs in disgust\"?")]
    [InlineData("/me")]
    [InlineData("/ME shrugs")]
    [InlineData("/me\u00A0shrugs")]
    [InlineData("/\u200Bme shrugs")]
    [InlineData("")]
    public void Anything_else_is_not(string body) => Assert.Null(MeCommand.GetAction(body));

    [Fact]
    public void It_is_shown_with_one_asterisk_and_the_name_that_we_know() =>
        Assert.Equal("* Atlas has left the room", MeCommand.Present("Atlas", MeCommand.GetAction("/me has left the room")!));
}
