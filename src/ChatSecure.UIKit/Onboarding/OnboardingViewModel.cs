// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using System.Text;
using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Errors;
using ChatSecure.UIKit.Commands;

namespace ChatSecure.UIKit.Onboarding;

/// <summary>The way into the app, step by step as the brand has it (<see cref="BrandDefaults.OnboardingSteps"/>). The same input always leads the same way. Create it,
/// bind to it, <see cref="ViewModel.Start"/> it, and dispose of it when the person is in.</summary>
public sealed class OnboardingViewModel : ViewModel
{
    private readonly UiCommand _next;
    private readonly UiCommand _back;
    private int _index;
    private ChatLink? _invitation;
    private int _attempt;

    /// <summary>Creates the view model at the first step.</summary>
    /// <param name="context">The engine, brand, UI thread and clock.</param>
    public OnboardingViewModel(UiContext context)
        : base(context)
    {
        _next = Command(NextAsync, WhyBlocked);
        _back = Command(
            _ => InvokeAsync(() => Go(-1)),
            () => _index == 0 || Step == OnboardingStep.Done ? Brand.Text("onboarding.start") : null
        );
        Server = Brand.Defaults.DefaultServer ?? string.Empty;
        Path =
            Only(OnboardingStep.SignIn) ? OnboardingPath.ExistingAccount
            : Only(OnboardingStep.CreateAccount) ? OnboardingPath.NewAccount
            : OnboardingPath.Undecided;
    }

    /// <summary>The steps of the path that was chosen.</summary>
    public IReadOnlyList<OnboardingStep> Steps => [.. Brand.Defaults.OnboardingSteps.Where(IsOnPath)];

    /// <summary>The step that is shown.</summary>
    public OnboardingStep Step => _index < Steps.Count ? Steps[_index] : OnboardingStep.Done;

    /// <summary>Which step of how many it is.</summary>
    public string StepText => Brand.Text("onboarding.step", ("step", Math.Min(_index + 1, Steps.Count)), ("steps", Steps.Count));

    /// <summary>How the person wants to begin.</summary>
    public OnboardingPath Path
    {
        get;
        set
        {
            if ((value == OnboardingPath.Undecided || Paths.Contains(value)) && Set(ref field, value))
            {
                Refresh();
            }
        }
    }

    /// <summary>Whether the person accepts the brand's legal texts.</summary>
    public bool HasConsented
    {
        get;
        set => Change(ref field, value);
    }

    /// <summary>What others call the person.</summary>
    public string Nickname
    {
        get;
        set
        {
            var follows = UserName == NameFor(field);
            Change(ref field, value);
            if (follows)
            {
                UserName = NameFor(value);
            }
        }
    } = string.Empty;

    /// <summary>The name of the account, or its whole address. Follows <see cref="Nickname"/> until it is changed.</summary>
    public string UserName
    {
        get;
        set => Change(ref field, value);
    } = string.Empty;

    /// <summary>The server's domain.</summary>
    public string Server
    {
        get;
        set => Change(ref field, value);
    }

    /// <summary>The servers to choose from.</summary>
    public IReadOnlyList<BrandServer> Servers => Brand.Defaults.Servers;

    /// <summary>The ways to begin, as the brand offers them.</summary>
    public IReadOnlyList<OnboardingPath> Paths =>
        [
            .. Brand.Features.IsOn(BrandFeature.Registration) && Brand.Defaults.OnboardingSteps.Contains(OnboardingStep.CreateAccount)
                ? [OnboardingPath.NewAccount]
                : Array.Empty<OnboardingPath>(),
            .. Brand.Defaults.OnboardingSteps.Contains(OnboardingStep.SignIn)
                ? [OnboardingPath.ExistingAccount]
                : Array.Empty<OnboardingPath>(),
            .. Brand.Features.IsOn(BrandFeature.Backup) && Brand.Defaults.OnboardingSteps.Contains(OnboardingStep.RestoreBackup)
                ? [OnboardingPath.Backup]
                : Array.Empty<OnboardingPath>(),
        ];

    /// <summary>Whether another server may be typed.</summary>
    public bool CanTypeServer => Brand.Defaults.DomainLock != DomainLock.Locked && Brand.Features.IsOn(BrandFeature.ChooseServer);

    /// <summary>The password, as typed. Empty again when the account is there.</summary>
    public string Password
    {
        get;
        set
        {
            Change(ref field, value);
            Raise(nameof(StrengthText));
        }
    } = string.Empty;

    /// <summary>How hard a new password is to guess, in words.</summary>
    public string StrengthText =>
        Brand.Text("onboarding.passwordStrength", ("strength", Passwords.Judge(Password).ToString().ToLowerInvariant()));

    /// <summary>The address that was typed; null if it is none yet.</summary>
    public Jid? Address
    {
        get
        {
            var typed = UserName.Trim();
            var whole = typed.Contains('@', StringComparison.Ordinal) ? typed : $"{typed}@{Server.Trim()}";
            return Jid.TryParse(whole, out var jid) && jid is { IsBare: true, Local: not null } ? jid : null;
        }
    }

    /// <summary>Another name to take, where the one that was wanted is taken, in words; null for none.</summary>
    public string? SuggestionText
    {
        get;
        private set => Set(ref field, value);
    }

    /// <summary>The account, once it is there.</summary>
    public Jid? Account
    {
        get;
        private set => Set(ref field, value);
    }

    /// <summary>What is going on, in words; null for nothing.</summary>
    public string? ProgressText =>
        !_next.IsRunning || Address is not { } address ? null
        : Step == OnboardingStep.CreateAccount ? Brand.Text("onboarding.registering", ("address", address.ToString()))
        : Step == OnboardingStep.SignIn ? Brand.Text("onboarding.connecting", ("address", address.ToString()))
        : null;

    /// <summary>Goes on: creates the account or signs in where that is the step. Its reason says what is missing; <see cref="ViewModel.Problem"/> says what
    /// went wrong.</summary>
    public IUiCommand NextCommand => _next;

    /// <summary>Goes back.</summary>
    public IUiCommand BackCommand => _back;

    /// <summary>Starts it as an invitation wants it: an account at its server, or the address in it.</summary>
    /// <param name="text">An <c>xmpp:</c> URI.</param>
    /// <returns>Whether it is one.</returns>
    public bool TakeInvitation(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (
            Client.Accounts.ReadLink(text.Trim()) is not { AllowsRegistration: true } invitation
            || !Brand.Defaults.AllowsDomain(invitation.Address.Domain)
        )
        {
            return false;
        }

        _invitation = invitation;
        (Path, Server) = (OnboardingPath.NewAccount, invitation.Address.Domain);
        if (invitation is { Kind: ChatLinkKind.Registration, Address.Local: { } name })
        {
            UserName = name;
        }

        return true;
    }

    private protected override void Refresh()
    {
        _index = Math.Min(_index, Steps.Count);
        foreach (
            var property in new[]
            {
                nameof(Steps),
                nameof(Step),
                nameof(StepText),
                nameof(Address),
                nameof(StrengthText),
                nameof(ProgressText),
            }
        )
        {
            Raise(property);
        }

        _next.Raise();
        _back.Raise();
    }

    private void Change<T>(ref T field, T value, [System.Runtime.CompilerServices.CallerMemberName] string property = "")
    {
        ArgumentNullException.ThrowIfNull(value);
        if (Set(ref field, value, property))
        {
            (Problem, SuggestionText) = (null, null);
            Raise(nameof(Address));
            _next.Raise();
        }
    }

    private bool Only(OnboardingStep step) =>
        !Brand.Defaults.OnboardingSteps.Contains(OnboardingStep.Choose) && Brand.Defaults.OnboardingSteps.Contains(step);

    private bool IsOnPath(OnboardingStep step) =>
        step switch
        {
            OnboardingStep.Nickname => Path is OnboardingPath.NewAccount or OnboardingPath.Undecided,
            OnboardingStep.CreateAccount => Path == OnboardingPath.NewAccount,
            OnboardingStep.Server => Path == OnboardingPath.NewAccount && Brand.Features.IsOn(BrandFeature.ChooseServer),
            OnboardingStep.SignIn => Path == OnboardingPath.ExistingAccount,
            OnboardingStep.RestoreBackup => Path == OnboardingPath.Backup,
            OnboardingStep.InviteFriends => Brand.Features.IsOn(BrandFeature.Invitations),
            OnboardingStep.Consent => Brand.NeedsConsent(LegalKind.Terms, null) || Brand.NeedsConsent(LegalKind.Privacy, null),
            _ => true,
        };

    private string? WhyBlocked() =>
        Step switch
        {
            OnboardingStep.Consent when !HasConsented => Brand.Text("onboarding.blocked.consent"),
            OnboardingStep.Choose when Path == OnboardingPath.Undecided => Brand.Text("onboarding.blocked.choose"),
            OnboardingStep.Nickname when string.IsNullOrWhiteSpace(Nickname) => Brand.Text("onboarding.blocked.name"),
            OnboardingStep.Server when !Jid.TryParse(Server.Trim(), out var jid) || jid.Local is not null => Brand.Text(
                "onboarding.blocked.server"
            ),
            OnboardingStep.Server when !Brand.Defaults.AllowsDomain(Server.Trim()) => NotAllowed(),
            OnboardingStep.CreateAccount or OnboardingStep.SignIn when Address is not { } address => Brand.Text(
                "onboarding.addressInvalid"
            ),
            OnboardingStep.CreateAccount or OnboardingStep.SignIn when !Brand.Defaults.AllowsDomain(Address!.Value.Domain) => NotAllowed(),
            OnboardingStep.CreateAccount when Password.Length < Passwords.MinLength => Brand.Text(
                "onboarding.blocked.password",
                ("min", Passwords.MinLength)
            ),
            OnboardingStep.SignIn when Password.Length == 0 => Brand.Text("onboarding.blocked.password", ("min", 1)),
            _ => null,
        };

    private string NotAllowed() =>
        Brand.Text("onboarding.serverNotAllowed", ("servers", string.Join(", ", Servers.Select(server => server.Domain))));

    private async Task NextAsync(CancellationToken cancellationToken)
    {
        if (Step is OnboardingStep.CreateAccount or OnboardingStep.SignIn && Address is { } address)
        {
            await InvokeAsync(() => Raise(nameof(ProgressText))).ConfigureAwait(false);
            await AddAsync(address, Step == OnboardingStep.CreateAccount, cancellationToken).ConfigureAwait(false);
        }

        await InvokeAsync(() => Go(1)).ConfigureAwait(false);
    }

    private async Task AddAsync(Jid address, bool register, CancellationToken cancellationToken)
    {
        var password = Encoding.UTF8.GetBytes(Password);
        try
        {
            var pins = Servers.FirstOrDefault(server => server.Domain == address.Domain)?.Pins ?? [];
            var settings = new AccountSettings { Jid = address, Pins = pins };
            var request = new AddAccountRequest(settings, password, register)
            {
                // The token is its server's: no other learns it. That server makes contacts of who invited and who came.
                InvitationToken = register && _invitation?.Address.Domain == address.Domain ? _invitation.Token : null,
            };
            await Client.Accounts.AddAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (ChatSecureException exception) when (register && exception.Condition == "conflict")
        {
            var other = Context.Slots.Usernames.Suggest(new(address.Local!, ++_attempt));
            await InvokeAsync(() => SuggestionText = Brand.Text("onboarding.usernameTaken", ("suggestion", other))).ConfigureAwait(false);
            throw;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(password);
        }

        await InvokeAsync(() => (Account, Password) = (address, string.Empty)).ConfigureAwait(false);
    }

    private void Go(int direction)
    {
        _index = Math.Clamp(_index + direction, 0, Steps.Count);
        Refresh();
    }

    private string NameFor(string nickname) =>
        string.IsNullOrWhiteSpace(nickname) ? string.Empty : Context.Slots.Usernames.Suggest(new(nickname, 0));
}
