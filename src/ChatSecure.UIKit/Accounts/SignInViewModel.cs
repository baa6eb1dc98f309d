// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using System.Text;
using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.UIKit.Commands;
using ChatSecure.UIKit.Onboarding;

namespace ChatSecure.UIKit.Accounts;

/// <summary>Adding an account: signing in, registering, or mending the password of one that is there.</summary>
public sealed class SignInViewModel : ViewModel
{
    private readonly UiCommand _signIn;
    private string? _token;
    private IReadOnlyList<AccountSettings> _known = [];

    /// <summary>Creates the view model; <see cref="ViewModel.Start"/> looks which accounts there are.</summary>
    /// <param name="context">The engine, brand, UI thread and clock.</param>
    public SignInViewModel(UiContext context)
        : base(context) => _signIn = Command(SignInAsync, WhyBlocked);

    /// <summary>The address as typed: a name alone means the brand's server.</summary>
    public string Address
    {
        get;
        set => Change(ref field, value);
    } = string.Empty;

    /// <summary>Which account that is; null if it is none.</summary>
    public Jid? Account => Brand.Defaults.Complete(Address);

    /// <summary>The password, as typed. Empty again after a success.</summary>
    public string Password
    {
        get;
        set => Change(ref field, value);
    } = string.Empty;

    /// <summary>Whether to register the account.</summary>
    public bool IsNew
    {
        get;
        set => Change(ref field, value);
    }

    /// <summary>Whether accounts may be registered here.</summary>
    public bool CanRegister => Brand.Features.IsOn(BrandFeature.Registration);

    /// <summary>The server to connect to as <c>host</c> or <c>host:port</c>; empty to find it by the address.</summary>
    public string Server
    {
        get;
        set => Change(ref field, value);
    } = string.Empty;

    /// <summary>Whether that server speaks TLS from the first byte.</summary>
    public bool IsDirectTls
    {
        get;
        set => Change(ref field, value);
    }

    /// <summary>The proxy: <c>socks5://host:port</c> or <c>http://host:port</c>; empty for none.</summary>
    public string Proxy
    {
        get;
        set => Change(ref field, value);
    } = string.Empty;

    /// <summary>Whether a proxy may be given.</summary>
    public bool CanUseProxy => Brand.Features.IsOn(BrandFeature.Proxy);

    /// <summary>Certificates, in PEM, that are trusted beside the system's authorities; null for none.</summary>
    public string? ExtraAuthoritiesPem { get; init; }

    /// <summary>What the server asks of who registers; null while it asks nothing.</summary>
    public FormViewModel? Form
    {
        get;
        private set => Set(ref field, value);
    }

    /// <summary>What is going on, in words; null for nothing.</summary>
    public string? ProgressText =>
        !_signIn.IsRunning || Account is not { } account
            ? null
            : Brand.Text(IsNew ? "onboarding.registering" : "onboarding.connecting", ("address", account.ToString()));

    /// <summary>The account, once it is there and online; null until then.</summary>
    public Jid? Added
    {
        get;
        private set => Set(ref field, value);
    }

    /// <summary>Adds the account; its reason says what is missing, <see cref="ViewModel.Problem"/> what went wrong.</summary>
    public IUiCommand SignInCommand => _signIn;

    /// <summary>Takes an invitation to register.</summary>
    /// <param name="link">An <c>xmpp:</c> URI.</param>
    /// <returns>Whether it is one that the brand allows.</returns>
    public bool TakeInvitation(string link)
    {
        var read = Client.Accounts.ReadLink(link?.Trim() ?? string.Empty);
        if (
            read is not ({ Kind: ChatLinkKind.Registration } or { AllowsRegistration: true })
            || !CanRegister
            || !Brand.Defaults.AllowsDomain(read.Address.Domain)
        )
        {
            return false;
        }

        (_token, IsNew) = (read.Token, true);
        Address =
            read.Kind == ChatLinkKind.Registration && read.Address.Local is not null ? read.Address.ToString() : $"@{read.Address.Domain}";
        return true;
    }

    private protected override async Task WatchAsync(CancellationToken cancellationToken)
    {
        var accounts = await Client.Accounts.ListAsync(cancellationToken).ConfigureAwait(false);
        await InvokeAsync(() =>
            {
                _known = accounts;
                _signIn.Raise();
            })
            .ConfigureAwait(false);
    }

    private protected override void Refresh()
    {
        Raise(nameof(CanRegister));
        Raise(nameof(CanUseProxy));
        Raise(nameof(ProgressText));
        Form?.Say(Brand);
        _signIn.Raise();
    }

    private void Change<T>(ref T field, T value, [System.Runtime.CompilerServices.CallerMemberName] string property = "")
    {
        ArgumentNullException.ThrowIfNull(value);
        if (Set(ref field, value, property))
        {
            Problem = null;
            Raise(nameof(Account));
            _signIn.Raise();
        }
    }

    private string? WhyBlocked() =>
        Account is not { } account ? Brand.Text("onboarding.addressInvalid")
        : !Brand.Defaults.AllowsDomain(account.Domain)
            ? Brand.Text(
                "onboarding.serverNotAllowed",
                ("servers", string.Join(", ", Brand.Defaults.Servers.Select(server => server.Domain)))
            )
        : IsNew && WhyNotOffered(BrandFeature.Registration) is { } closed ? closed
        : _known.Count > 0 && Known(account) is null && WhyNotOffered(BrandFeature.MultipleAccounts) is { } single ? single
        : Proxy.Trim().Length > 0 && WhyNotOffered(BrandFeature.Proxy) is { } direct ? direct
        : Server.Trim().Length > 0 && ServerOf() is null ? Brand.Text("account.blocked.server")
        : Password.Length < (IsNew ? Passwords.MinLength : 1)
            ? Brand.Text("onboarding.blocked.password", ("min", IsNew ? Passwords.MinLength : 1))
        : null;

    private AccountSettings? Known(Jid account) => _known.FirstOrDefault(known => known.Jid == account);

    // What an account is connected by stays with it when its password is entered again, unless something else was typed.
    private AccountSettings Settings(Jid account)
    {
        var known = (IsNew ? null : Known(account)) ?? new() { Jid = account };
        return known with
        {
            Server = ServerOf() ?? known.Server,
            Proxy = string.IsNullOrWhiteSpace(Proxy) ? known.Proxy : Proxy.Trim(),
            ExtraAuthoritiesPem = ExtraAuthoritiesPem ?? known.ExtraAuthoritiesPem,
            Pins = Brand.Defaults.Servers.FirstOrDefault(server => server.Domain == account.Domain)?.Pins ?? known.Pins,
        };
    }

    private ServerAddress? ServerOf()
    {
        var (tls, port) = IsDirectTls ? (TlsMode.Direct, 5223) : (TlsMode.StartTls, 5222);
        return ServerAddress.TryParse(Server.Trim(), tls, out var address, port) ? address : null;
    }

    private async Task SignInAsync(CancellationToken cancellationToken)
    {
        var account = Account!.Value;
        await InvokeAsync(() => Raise(nameof(ProgressText))).ConfigureAwait(false);
        var settings = Settings(account);
        var password = Encoding.UTF8.GetBytes(Password);
        try
        {
            var request = new AddAccountRequest(settings, password, IsNew)
            {
                InvitationToken = IsNew ? _token : null,
                FillForm = (form, token) => FormViewModel.AskAsync(form, Brand, shown => InvokeAsync(() => Form = shown), token),
            };
            await Client.Accounts.AddAsync(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(password);
        }

        await InvokeAsync(() => (Password, Added) = (string.Empty, account)).ConfigureAwait(false);
    }
}
