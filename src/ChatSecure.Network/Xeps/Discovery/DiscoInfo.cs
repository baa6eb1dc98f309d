// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Immutable;
using ChatSecure.Network.Xeps.DataForms;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.Discovery;

/// <summary>What somebody is and can do (XEP-0030).</summary>
/// <param name="Identities">What it is, as given; duplicates are kept, since capability hashes count them (XEP-0115).</param>
/// <param name="Features">What it can do, as given.</param>
/// <param name="Forms">Further information (XEP-0128).</param>
public sealed record DiscoInfo(IReadOnlyList<DiscoIdentity> Identities, IReadOnlyList<string> Features, IReadOnlyList<DataForm> Forms)
{
    /// <summary>The namespace.</summary>
    public const string Namespace = "http://jabber.org/protocol/disco#info";

    /// <summary>The greatest number of identities, features and forms that are read, each.</summary>
    public const int MaxEntries = 2000;

    /// <summary>Whether it can do something.</summary>
    /// <param name="feature">The feature's name.</param>
    /// <returns>Whether it is listed.</returns>
    public bool HasFeature(string feature) => Features.Contains(feature);

    /// <summary>Reads an answer. Entries without the attributes that they must have are left out.</summary>
    /// <param name="query">The <c>query</c> element.</param>
    /// <returns>The information; null if it is none or too large.</returns>
    public static DiscoInfo? Read(XmppElement? query)
    {
        if (query?.Is("query", Namespace) != true || query.Children.Count > MaxEntries)
        {
            return null;
        }

        var identities = ImmutableArray.CreateBuilder<DiscoIdentity>();
        var features = ImmutableArray.CreateBuilder<string>();
        var forms = ImmutableArray.CreateBuilder<DataForm>();
        foreach (var child in query.Children)
        {
            if (child.Is("identity", Namespace) && child["category"] is { } category && child["type"] is { } type)
            {
                identities.Add(new(category, type, child["name"], child["xml:lang"]));
            }
            else if (child.Is("feature", Namespace) && child["var"] is { } feature)
            {
                features.Add(feature);
            }
            else if (DataForm.Read(child) is { } form)
            {
                forms.Add(form);
            }
        }

        return new(identities.ToImmutable(), features.ToImmutable(), forms.ToImmutable());
    }

    /// <summary>Writes an answer.</summary>
    /// <param name="node">The node that was asked for; null if none was.</param>
    /// <returns>The <c>query</c> element.</returns>
    public XmppElement ToElement(string? node = null)
    {
        var query = new XmppElement("query", Namespace) { ["node"] = node };
        foreach (var identity in Identities)
        {
            query.Add(
                new XmppElement("identity", Namespace)
                {
                    ["category"] = identity.Category,
                    ["type"] = identity.Type,
                    ["name"] = identity.Name,
                    ["xml:lang"] = identity.Language,
                }
            );
        }

        foreach (var feature in Features)
        {
            query.Add(new XmppElement("feature", Namespace) { ["var"] = feature });
        }

        foreach (var form in Forms)
        {
            query.Add(form.ToElement());
        }

        return query;
    }
}
