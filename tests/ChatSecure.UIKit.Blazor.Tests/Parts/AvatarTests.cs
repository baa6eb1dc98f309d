// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.UIKit.Blazor.Parts;

namespace ChatSecure.UIKit.Blazor.Tests.Parts;

public sealed class AvatarTests
{
    [Theory]
    [InlineData("Bob Stern", "BS")]
    [InlineData("bob", "B")]
    [InlineData("~bob", "B")]
    [InlineData("bob.stern@example.org", "B")]
    [InlineData("فاطمة الزهراء", "فا")]
    [InlineData("🎉 party", "P")]
    [InlineData("🎉", "#")]
    [InlineData("", "#")]
    public void Has_the_first_letters(string name, string letters) => Assert.Equal(letters, Avatar.Initials(name));
}
