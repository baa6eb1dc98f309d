// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Clients;
using ChatSecure.Network;

namespace ChatSecure.Core.Accounts;

/// <summary>How an account connects: as its person, the app and the brand say.</summary>
internal static class ConnectionOptions
{
    /// <param name="settings">The account.</param>
    /// <param name="services">What every part of the engine needs.</param>
    /// <param name="secrets">Its secrets.</param>
    /// <param name="installation">By which the server tells this installation from others.</param>
    /// <param name="request">How it is to be registered; null for an account that is stored.</param>
    public static XmppClientOptions Of(
        AccountSettings settings,
        EngineServices services,
        AccountSecrets secrets,
        Guid installation,
        AddAccountRequest? request
    ) =>
        new()
        {
            Account = settings.Jid,
            Password = secrets.GetPasswordAsync,
            LoginRecord = secrets.Login,
            TokenRecord = secrets.Token,
            ResumptionRecord = secrets.Resumption,
            UserAgent = new() { Id = installation, Software = services.Brand.Identity.SoftwareName },
            Server = settings.Server,
            ExtraAuthoritiesPem = settings.ExtraAuthoritiesPem,
            Pins = BrandRules.PinsOf(settings, services.Brand),
            Proxy = settings.Proxy,
            IsolateProxy = services.Options.IsolateProxy,
            Transport = settings.WebSocketAddress is null ? services.Options.Transport : TransportChoice.WebSocket,
            WebSocketAddress = settings.WebSocketAddress,
            ReconnectPolicy = services.Options.ReconnectPolicy,
            Register = request?.Register == true,
            RegistrationToken = request?.InvitationToken,
            RegistrationForm = RegistrationForms.Asking(request),
            ResourcePrefix = services.Brand.Identity.ResourcePrefix,
            ConnectTimeout = services.Options.ConnectTimeout,
            RequestTimeout = services.Options.RequestTimeout,
        };
}
