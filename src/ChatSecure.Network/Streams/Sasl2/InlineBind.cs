// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Errors;
using ChatSecure.Network.Modules;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Streams.Sasl2;

/// <summary>Binds a resource as part of the login (XEP-0386), and switches on with it what the server can switch on there.</summary>
internal sealed class InlineBind
{
    public const string Namespace = "urn:xmpp:bind:0";

    private readonly List<string> _asked = [];
    private readonly bool _enables;

    /// <param name="options">What the client is to be called, and its modules.</param>
    /// <param name="features">What the server can switch on.</param>
    public InlineBind(XmppClientOptions options, IReadOnlyCollection<string> features)
    {
        Request = new XmppElement("bind", Namespace).Add(new XmppElement("tag", Namespace) { Text = options.ResourcePrefix });
        foreach (var module in options.Modules.OfType<IBindFeature>().Where(module => features.Contains(module.Feature)))
        {
            if (module.CreateRequest() is { } request)
            {
                Request.Add(request);
                _asked.Add(module.Feature);
            }
        }

        if (features.Contains(StreamManagement.Namespace))
        {
            Request.Add(StreamManagement.CreateEnable());
            _enables = true;
        }
    }

    /// <summary>What goes into the login.</summary>
    public XmppElement Request { get; }

    /// <summary>Takes what the server made of it.</summary>
    /// <param name="negotiation">What has been reached so far.</param>
    /// <param name="bound">The server's <c>bound</c>.</param>
    /// <param name="identity">Who we are now.</param>
    public void Accept(Negotiation negotiation, XmppElement bound, Jid identity)
    {
        if (identity.IsBare)
        {
            throw new ChatSecureException(ErrorKind.Protocol, "The server bound a resource and does not say which.");
        }

        negotiation.BoundAddress = identity;
        if (_enables && bound.Child("enabled", StreamManagement.Namespace) is { } enabled)
        {
            negotiation.Management.Enable(enabled);
        }

        negotiation.BoundFeatures = _asked;
    }
}
