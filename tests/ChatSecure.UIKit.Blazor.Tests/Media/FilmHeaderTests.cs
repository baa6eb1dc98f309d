// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.UIKit.Blazor.Media;

namespace ChatSecure.UIKit.Blazor.Tests.Media;

public sealed class FilmHeaderTests
{
    [Theory]
    [InlineData("\0\0\0\u0020ftypisom\0\0\0\0", true)]
    [InlineData("\0\0\0\u0020ftypmp42", true)]
    [InlineData("\0\0\0\u0020ftypM4A \0\0\0\0", false)]
    [InlineData("\0\0\0\u0020ftypavif\0\0\0\0", false)]
    [InlineData("\0\0\0\u0020ftypheic\0\0\0\0", false)]
    [InlineData("\0\0\0\u0020ftyp", false)]
    [InlineData("\u001AE\u00DF\u00A3\u009FB\u0086\u0081\u0001B\u0082\u0084webmB\u0087", true)]
    [InlineData("\u001AE\u00DF\u00A3\u009FB\u0086\u0081\u0001B\u0082\u0088matroska", false)]
    [InlineData("\u001AE\u00DF\u00A3", false)]
    [InlineData("B\u0082\u0084webm", false)]
    [InlineData("<html>ftypisom", false)]
    [InlineData("", false)]
    public void Only_what_browsers_play_is_a_film(string head, bool isFilm) =>
        Assert.Equal(isFilm, FilmHeader.IsFilm(Encoding.Latin1.GetBytes(head)));
}
