// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Tests.Xml;

public sealed class XmppElementTests
{
    [Fact]
    public void A_parsed_element_can_be_changed()
    {
        var element = XmppElement.Parse("<a b='1' c='2'><d/><e/></a>"u8);
        element["b"] = "3";
        element["c"] = null;
        element["f"] = "4";
        element.Remove(element.Children[0]);
        element.Add(new XmppElement("g", "urn:g"));
        Assert.Equal("{jabber:client}a b=\"3\" f=\"4\"(\"\", {jabber:client}e(\"\"), {urn:g}g(\"\"))", StreamText.Describe(element));
    }

    [Fact]
    public void Names_and_namespaces_are_compared_exactly()
    {
        var element = XmppElement.Parse("<a><b xmlns='x'/><b xmlns='y'/><B xmlns='y'/><b xmlns='y' n='2'/></a>"u8);
        Assert.Equal("y", element.Child("b", "y")!.Namespace);
        Assert.Null(element.Child("b", "jabber:client"));
        Assert.Equal(2, element.Elements("b", "y").Count());
    }

    [Fact]
    public void Its_text_form_holds_no_content() => Assert.Equal("a", XmppElement.Parse("<a b='secret'>secret</a>"u8).ToString());
}
