// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.ComponentModel;
using System.Runtime.CompilerServices;
using ChatSecure.Branding;
using ChatSecure.UIKit.Slots;

namespace ChatSecure.UIKit.Onboarding;

/// <summary>The way into an app: the brand's steps, one after the other, as far as they belong to the path that the person takes. What a step needs is told
/// by whoever shows it (<see cref="Complete"/>). Its members are used on the UI thread only.</summary>
public sealed class OnboardingViewModel : INotifyPropertyChanged
{
    private readonly Brand _brand;
    private readonly KitSlots _slots;
    private readonly HashSet<OnboardingStep> _completed = [];
    private string? _suggestedFor;
    private int _attempt;

    /// <summary>Begins at the brand's first step.</summary>
    /// <param name="brand">The brand.</param>
    /// <param name="slots">The app's own functions; null for the kit's.</param>
    public OnboardingViewModel(Brand brand, KitSlots? slots = null)
    {
        ArgumentNullException.ThrowIfNull(brand);
        (_brand, _slots) = (brand, slots ?? KitSlots.Default);
        Path = InitialPath();
        Current = Steps[0];
    }

    /// <inheritdoc/>
    public event PropertyChangedEventHandler? PropertyChanged;

    /// <summary>The path that the person takes. A brand with one way in has decided that.</summary>
    public OnboardingPath Path
    {
        get;
        set
        {
            if (field != value)
            {
                field = value;
                Raise();
                Raise(nameof(Steps));
                GoTo(Steps.Contains(Current) ? IndexOf(Current) : NextOnPath());
            }
        }
    }

    /// <summary>The steps of the path, in the brand's order.</summary>
    public IReadOnlyList<OnboardingStep> Steps => [.. _brand.Defaults.OnboardingSteps.Where(IsOnPath)];

    /// <summary>The step that is shown.</summary>
    public OnboardingStep Current { get; private set; }

    /// <summary>Where the person is: "step 2 of 5", in the brand's words.</summary>
    public string Position => _brand.Text("onboarding.step", ("step", IndexOf(Current) + 1), ("steps", Steps.Count));

    /// <summary>The text of the welcome, in the brand's words.</summary>
    public string Welcome => _brand.Text("onboarding.welcome");

    /// <summary>Whether the next step can be shown: there is one, a path is chosen where there is a choice, and this step has what it needs.</summary>
    public bool CanGoNext =>
        !IsLast
        && !(Current == OnboardingStep.Choose && Path == OnboardingPath.Undecided)
        && !(Needs(Current) && !_completed.Contains(Current));

    /// <summary>Whether this is the last step.</summary>
    public bool IsLast => IndexOf(Current) == Steps.Count - 1;

    /// <summary>Says that what a step needs is there: consent was given, the account exists, the passphrase is set.</summary>
    /// <param name="step">The step.</param>
    public void Complete(OnboardingStep step)
    {
        if (_completed.Add(step))
        {
            Raise(nameof(CanGoNext));
        }
    }

    /// <summary>Shows the next step, if that is possible.</summary>
    /// <returns>Whether it was.</returns>
    public bool Next() => CanGoNext && GoTo(IndexOf(Current) + 1);

    /// <summary>Shows the step before, if there is one.</summary>
    /// <returns>Whether there was.</returns>
    public bool Back() => IndexOf(Current) > 0 && GoTo(IndexOf(Current) - 1);

    /// <summary>A user name for what the person wants to be called; asked again, another one.</summary>
    /// <param name="nickname">What the person wants to be called.</param>
    /// <returns>The name.</returns>
    public string SuggestUsername(string nickname)
    {
        _attempt = nickname == _suggestedFor ? _attempt + 1 : 0;
        _suggestedFor = nickname;
        return _slots.Usernames.Suggest(new(nickname, _attempt));
    }

    // Steps that nobody may skip: without them there is no account, no consent, no key.
    private static bool Needs(OnboardingStep step) =>
        step
            is OnboardingStep.Consent
                or OnboardingStep.CreateAccount
                or OnboardingStep.SignIn
                or OnboardingStep.Passphrase
                or OnboardingStep.RestoreBackup;

    private bool IsOnPath(OnboardingStep step) =>
        step switch
        {
            OnboardingStep.CreateAccount or OnboardingStep.Nickname => Path is OnboardingPath.NewAccount or OnboardingPath.Undecided,
            OnboardingStep.Server => Path is not OnboardingPath.Backup,
            OnboardingStep.SignIn => Path is OnboardingPath.ExistingAccount or OnboardingPath.Undecided,
            OnboardingStep.RestoreBackup => Path is OnboardingPath.Backup or OnboardingPath.Undecided,
            _ => true,
        };

    private OnboardingPath InitialPath()
    {
        var steps = _brand.Defaults.OnboardingSteps;
        return steps.Contains(OnboardingStep.Choose) ? OnboardingPath.Undecided
            : steps.Contains(OnboardingStep.CreateAccount) ? OnboardingPath.NewAccount
            : OnboardingPath.ExistingAccount;
    }

    private bool GoTo(int index)
    {
        Current = Steps[index];
        Raise(nameof(Current));
        Raise(nameof(Position));
        Raise(nameof(IsLast));
        Raise(nameof(CanGoNext));
        return true;
    }

    // The step that takes the place of one that the path does not have: the next one that it has, else its last.
    private int NextOnPath()
    {
        var next = _brand.Defaults.OnboardingSteps.SkipWhile(step => step != Current).Where(IsOnPath).ToArray();
        return next.Length > 0 ? IndexOf(next[0]) : Steps.Count - 1;
    }

    private int IndexOf(OnboardingStep step) => Steps.ToList().IndexOf(step);

    private void Raise([CallerMemberName] string property = "") => PropertyChanged?.Invoke(this, new(property));
}
