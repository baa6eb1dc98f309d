// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Network.Xeps.DataForms;
using static ChatSecure.Network.Tests.Xeps.FakeXmppSession;

namespace ChatSecure.Network.Tests.Xeps;

public sealed class DataFormTests
{
    [Fact]
    public void A_form_round_trips_through_xml()
    {
        var form = new DataForm(
            "form",
            [
                new("FORM_TYPE", "hidden", ["urn:f"]),
                new("a", "text-multi", ["1 < 2", "", "ü"], "Label", IsRequired: true),
                new("", "fixed", ["Text"]),
            ]
        );

        var read = DataForm.Read(Reparse(form.ToElement()))!;

        Assert.Equal(("form", "urn:f"), (read.Type, read.FormType));
        Assert.Equal(["1 < 2", "", "ü"], read["a"]!.Values);
        Assert.Equal(("Label", true, "text-multi"), (read["a"]!.Label, read["a"]!.IsRequired, read["a"]!.Type));
        Assert.Equal("fixed", read.Fields[2].Type);
    }

    [Theory]
    [InlineData("<x xmlns='jabber:x:data'/>")]
    [InlineData("<x xmlns='jabber:x:data' type='strange'/>")]
    [InlineData("<x xmlns='evil' type='form'/>")]
    [InlineData("<y xmlns='jabber:x:data' type='form'/>")]
    public void What_is_no_form_is_not_read(string xml) => Assert.Null(DataForm.Read(ParseXml(xml)));

    [Fact]
    public void A_form_beyond_the_bounds_is_not_read()
    {
        var fields = string.Concat(Enumerable.Repeat("<field var='a'/>", DataForm.MaxFields + 1));
        var values = string.Concat(Enumerable.Repeat("<value/>", DataForm.MaxValues + 1));

        Assert.Null(DataForm.Read(ParseXml($"<x xmlns='jabber:x:data' type='form'>{fields}</x>")));
        Assert.Null(DataForm.Read(ParseXml($"<x xmlns='jabber:x:data' type='form'><field var='a'>{values}</field></x>")));
    }
}
