// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Codes;
using ChatSecure.UIKit.Onboarding;

namespace ChatSecure.Terminal.Screens.Onboarding;

/// <summary>What each step of the way in shows.</summary>
internal static class OnboardingLines
{
    /// <summary>On to the next step.</summary>
    internal sealed record Next;

    /// <summary>The person accepts the legal texts.</summary>
    internal sealed record Accept;

    /// <summary>The person wants another passphrase.</summary>
    internal sealed record ChangePassphrase;

    /// <summary>The person wants to choose a picture.</summary>
    internal sealed record Picture;

    public static IEnumerable<Line> Of(OnboardingViewModel way, Brand brand, bool hasFirst)
    {
        yield return new(brand.Text(Heading(way.Step), ("address", way.Account?.ToString() ?? string.Empty)), Tone.Accent);
        yield return new(string.Empty);
        foreach (var line in Body(way, brand, hasFirst))
        {
            yield return line;
        }
    }

    private static string Heading(OnboardingStep step) =>
        step switch
        {
            OnboardingStep.Nickname => "onboarding.nickname",
            OnboardingStep.Server => "onboarding.chooseServer",
            OnboardingStep.CreateAccount => "onboarding.createAccount",
            OnboardingStep.SignIn => "onboarding.haveAccount",
            OnboardingStep.Passphrase => "onboarding.passphrase",
            OnboardingStep.RestoreBackup => "onboarding.restore",
            OnboardingStep.Picture => "onboarding.picture",
            OnboardingStep.InviteFriends => "onboarding.inviteFriends",
            OnboardingStep.Done => "onboarding.done",
            _ => "onboarding.welcome",
        };

    private static IEnumerable<Line> Body(OnboardingViewModel way, Brand brand, bool hasFirst) =>
        way.Step switch
        {
            OnboardingStep.Consent => Consent(brand),
            OnboardingStep.Choose => way.Paths.Select(path => Path(path, brand)),
            OnboardingStep.Nickname => [],
            OnboardingStep.Server => way.Servers.Select(server => new Line(
                $"  {NameOf(server, brand)}  {server.Domain}",
                Tone.Text,
                server
            )),
            OnboardingStep.CreateAccount or OnboardingStep.SignIn => Account(way, brand, hasFirst),
            OnboardingStep.Passphrase =>
            [
                new(brand.Text("passphrase.why")),
                Forward(brand),
                new($"  {brand.Text("passphrase.change")}", Tone.Text, new ChangePassphrase()),
            ],
            OnboardingStep.RestoreBackup => [new(brand.Text("backup.why"))],
            OnboardingStep.Picture =>
            [
                new(brand.Text("onboarding.pictureWhy")),
                Forward(brand),
                new($"  {brand.Text("persona.picture.choose")}", Tone.Text, new Picture()),
            ],
            OnboardingStep.InviteFriends => Invite(way, brand),
            OnboardingStep.Done =>
            [
                .. (way.Restoring.DoneText ?? (brand.Features.IsOn(BrandFeature.Backup) ? brand.Text("backup.hint") : null)) is { } text
                    ? [new Line(text)]
                    : Array.Empty<Line>(),
                Forward(brand, "onboarding.start"),
            ],
            _ => [Forward(brand)],
        };

    private static Line Forward(Brand brand, string textId = "button.next") => new($"  {brand.Text(textId)}", Tone.Accent, new Next());

    private static Line Path(OnboardingPath path, Brand brand) =>
        new(
            $"  {brand.Text(path switch
            {
                OnboardingPath.NewAccount => "onboarding.createAccount",
                OnboardingPath.ExistingAccount => "onboarding.haveAccount",
                _ => "onboarding.restore",
            })}",
            Tone.Text,
            path
        );

    private static string NameOf(BrandServer server, Brand brand) =>
        server.Region is { } region ? brand.Text("onboarding.server.region", ("name", server.Name), ("region", region)) : server.Name;

    private static IEnumerable<Line> Consent(Brand brand)
    {
        List<string> names = [];
        foreach (var kind in new[] { LegalKind.Terms, LegalKind.Privacy })
        {
            if (brand.Legal(kind) is { } document)
            {
                names.Add(brand.Text(kind == LegalKind.Terms ? "about.terms" : "about.privacy"));
                yield return new(names[^1], Tone.Accent);
                yield return new(document.Text);
                yield return new(string.Empty);
            }
        }

        yield return new($"  {brand.Text("onboarding.consent", ("document", string.Join(", ", names)))}", Tone.Accent, new Accept());
    }

    private static IEnumerable<Line> Account(OnboardingViewModel way, Brand brand, bool hasFirst)
    {
        if (hasFirst && way.Address is { } address)
        {
            yield return new(address.ToString());
        }

        foreach (var path in way.OtherPaths)
        {
            yield return Path(path, brand);
        }
    }

    private static IEnumerable<Line> Invite(OnboardingViewModel way, Brand brand)
    {
        yield return Forward(brand);
        if (way.Account is { } account)
        {
            var link = $"xmpp:{account}";
            yield return new(link);
            foreach (var line in QrBlocks.Of(link))
            {
                yield return new(line);
            }
        }
    }
}
