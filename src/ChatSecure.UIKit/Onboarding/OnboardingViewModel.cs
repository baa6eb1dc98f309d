// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using System.Text;
using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Errors;
using ChatSecure.UIKit.Accounts;
using ChatSecure.UIKit.Commands;
using ChatSecure.UIKit.Composer;
using ChatSecure.UIKit.Shell;

namespace ChatSecure.UIKit.Onboarding;

/// <summary>The way into the app, step by step as the brand has it (<see cref="BrandDefaults.OnboardingSteps"/>). The same input always leads the same way. Create it,
/// bind to it, <see cref="ViewModel.Start"/> it, and dispose of it when the person is in.</summary>
public sealed class OnboardingViewModel : ViewModel
{
    private readonly UiCommand _next;
    private readonly UiCommand _back;
    private readonly bool _hasPassphrase;
    private readonly IReadOnlySet<OnboardingStep> _without;
    private int _index;
    private ChatLink? _invitation;
    private int _attempt;

    /// <summary>Creates the view model at the first step.</summary>
    /// <param name="context">The engine, brand, UI thread and clock.</param>
    /// <param name="passphrases">From where the app's key source takes the passphrase: without one, or if none was typed, there is no step about it.</param>
    /// <param name="without">Steps for which the app has no screen, such as <see cref="OnboardingStep.Notifications"/> where it has nothing to notify with: they are
    /// left out, whatever the brand's recipe says. Null, the default, for none.</param>
    public OnboardingViewModel(UiContext context, PassphraseBox? passphrases = null, IReadOnlySet<OnboardingStep>? without = null)
        : base(context)
    {
        _hasPassphrase = passphrases?.IsUsed is true;
        _without = without ?? new HashSet<OnboardingStep>();
        Restoring = new(context);
        Restoring.PropertyChanged += (_, _) => Refresh();
        _next = Command(NextAsync, WhyBlocked);
        _back = Command(
            _ => InvokeAsync(() => Go(-1)),
            () => _index == 0 || Step == OnboardingStep.Done || Account is not null ? Brand.Text("onboarding.start") : null
        );
        Server = Brand.Defaults.DefaultServer ?? string.Empty;
        Path = HasChoice ? OnboardingPath.Undecided : Paths.OrderBy(path => IndexOf(StepOf(path))).FirstOrDefault();
    }

    /// <summary>The steps of the path that was chosen.</summary>
    public IReadOnlyList<OnboardingStep> Steps =>
        [.. Brand.Defaults.OnboardingSteps.Where(step => !_without.Contains(step) && IsOnPath(step))];

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
            var isAtAccount = field != OnboardingPath.Undecided && Step == StepOf(field);
            if ((value == OnboardingPath.Undecided || Paths.Contains(value)) && Set(ref field, value))
            {
                // Who changes their mind where the account is made, goes on there with the other way.
                _index = isAtAccount && value != OnboardingPath.Undecided ? Steps.ToList().IndexOf(StepOf(value)) : _index;
                Problem = null;
                Refresh();
            }
        }
    }

    /// <summary>Other ways to begin than <see cref="Path"/>, to be offered where the account is made; empty where the brand has a step for choosing.</summary>
    public IReadOnlyList<OnboardingPath> OtherPaths => HasChoice || Account is not null ? [] : [.. Paths.Where(path => path != Path)];

    /// <summary>The backup that the person begins with: its passphrase, and how far restoring it is.</summary>
    public BackupViewModel Restoring { get; }

    /// <summary>The file of that backup; null for none yet.</summary>
    public PickedFile? BackupFile
    {
        get;
        set
        {
            field = value;
            Restoring.Retry();
            Raise(nameof(BackupFile));
            _next.Raise();
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
    public string StrengthText => Passwords.Say(Password, Brand);

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

    /// <summary>How the account connects that is added: gets the settings as its address and the brand have them, and returns those to store, for instance with the server
    /// that the app was told of. It must keep the address. Null, the default, changes nothing.</summary>
    public Func<AccountSettings, AccountSettings>? Connection { get; init; }

    /// <summary>What the server asks of who registers, while <see cref="NextCommand"/> waits for the answer; null while it asks nothing.</summary>
    public FormViewModel? Form
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

    private protected override ValueTask CloseAsync() => Restoring.DisposeAsync();

    private protected override void Refresh()
    {
        _index = Math.Min(_index, Steps.Count);
        foreach (
            var property in new[]
            {
                nameof(Steps),
                nameof(OtherPaths),
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

        Form?.Say(Brand);
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

    private bool HasChoice => IndexOf(OnboardingStep.Choose) >= 0;

    private int IndexOf(OnboardingStep step) => Brand.Defaults.OnboardingSteps.ToList().IndexOf(step);

    private static OnboardingStep StepOf(OnboardingPath path) =>
        path switch
        {
            OnboardingPath.NewAccount => OnboardingStep.CreateAccount,
            OnboardingPath.ExistingAccount => OnboardingStep.SignIn,
            OnboardingPath.Backup => OnboardingStep.RestoreBackup,
            _ => OnboardingStep.Choose,
        };

    private bool IsOnPath(OnboardingStep step) =>
        step switch
        {
            OnboardingStep.Nickname => Path is OnboardingPath.NewAccount or OnboardingPath.Undecided,
            OnboardingStep.CreateAccount => Path == OnboardingPath.NewAccount,
            OnboardingStep.Server => Path == OnboardingPath.NewAccount && Brand.Features.IsOn(BrandFeature.ChooseServer),
            OnboardingStep.SignIn => Path == OnboardingPath.ExistingAccount,
            OnboardingStep.RestoreBackup => Path == OnboardingPath.Backup,
            OnboardingStep.Passphrase => _hasPassphrase,
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
            OnboardingStep.RestoreBackup when BackupFile is null => Brand.Text("backup.blocked.file"),
            OnboardingStep.RestoreBackup => Restoring.WhyNoImport,
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
        else if (Step == OnboardingStep.RestoreBackup && !await RestoreAsync(cancellationToken).ConfigureAwait(false))
        {
            return;
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
            var request = new AddAccountRequest(Connection?.Invoke(settings) ?? settings, password, register)
            {
                FillForm = (form, token) => FormViewModel.AskAsync(form, Brand, shown => InvokeAsync(() => Form = shown), token),
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
        await ShowNameAsync(address, cancellationToken).ConfigureAwait(false);
    }

    // The account is there: a server that can't keep the name is no reason for not going on.
    private async Task ShowNameAsync(Jid account, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(Nickname))
        {
            return;
        }

        try
        {
            await Client.Persona.SetNicknameAsync(account, Nickname.Trim(), cancellationToken).ConfigureAwait(false);
        }
        catch (ChatSecureException)
        {
            // The person finds it in the settings.
        }
    }

    // What went wrong says the backup's own view model, beside the field that it is about.
    private async Task<bool> RestoreAsync(CancellationToken cancellationToken)
    {
        if (!await Restoring.RestoreAsync(BackupFile!, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        var accounts = await Client.Accounts.ListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var account in accounts)
        {
            _ = ConnectAsync(account.Jid);
        }

        await InvokeAsync(() => Account = accounts.Select(account => (Jid?)account.Jid).FirstOrDefault()).ConfigureAwait(false);
        return true;
    }

    // In the background: what was restored can be read at once, and how the connection is, the account's state says.
    private async Task ConnectAsync(Jid account)
    {
        try
        {
            await Client.Accounts.StayConnectedAsync(account).ConfigureAwait(false);
        }
        catch (Exception error) when (error is ChatSecureException or OperationCanceledException or ObjectDisposedException)
        {
            // See above.
        }
    }

    private void Go(int direction)
    {
        _index = Math.Clamp(_index + direction, 0, Steps.Count);
        Refresh();
    }

    private string NameFor(string nickname) =>
        string.IsNullOrWhiteSpace(nickname) ? string.Empty : Context.Slots.Usernames.Suggest(new(nickname, 0));
}
