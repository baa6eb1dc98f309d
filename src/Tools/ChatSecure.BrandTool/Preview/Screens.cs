// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Errors;
using ChatSecure.UIKit.Blazor.Contacts;
using ChatSecure.UIKit.Blazor.Onboarding;
using ChatSecure.UIKit.Blazor.Settings;
using ChatSecure.UIKit.Blazor.Shell;
using ChatSecure.UIKit.Blazor.Verification;
using ChatSecure.UIKit.Onboarding;
using ChatSecure.UIKit.Shell;

namespace ChatSecure.BrandTool.Preview;

/// <summary>One screen of the gallery.</summary>
/// <param name="File">The name of its files.</param>
/// <param name="Name">What it is, for the maker of the brand.</param>
/// <param name="IsEmpty">Whether it is seen by somebody who has just come in.</param>
/// <param name="RenderAsync">Renders it.</param>
internal sealed record Screens(string File, string Name, bool IsEmpty, Func<Stage, Task<string>> RenderAsync)
{
    /// <summary>The steps of the brand's way in, and what people see first and most.</summary>
    public static IReadOnlyList<Screens> Of(Brand brand) =>
        [
            .. brand
                .Defaults.OnboardingSteps.Where(step => step is not OnboardingStep.Done)
                .Select(step => new Screens(
                    $"step-{step.ToString().ToLowerInvariant()}",
                    $"The way in: {step}",
                    true,
                    stage =>
                        stage.RenderAsync(
                            at => new OnboardingStepContext(step, new OnboardingViewModel(at.Ui.Context)),
                            "<h1",
                            isCard: true
                        )
                )),
            new("lock", "Locked", false, stage => stage.RenderAsync(at => new LockContext(at.Shell), "type=\"password\"")),
            new("conversations-empty", "No conversations yet", true, stage => InShellAsync(stage, ShellRoute.Conversations, "cs-empty")),
            new("conversations", "Conversations", false, stage => InShellAsync(stage, ShellRoute.Conversations, "Tenzin")),
            new("conversation", "Conversation", false, ConversationAsync),
            new("contacts", "Contacts", false, stage => InShellAsync(stage, ShellRoute.Contacts, "Tenzin")),
            new(
                "contact-add",
                "Adding a contact",
                false,
                stage => stage.RenderAsync(at => new AddContactContext(at.Shell, Scene.Me, Nothing), "<dialog")
            ),
            .. Where(
                brand,
                BrandFeature.Groups,
                new("groups", "Groups", false, stage => InShellAsync(stage, ShellRoute.Groups, "Tea house"))
            ),
            new(
                "keys",
                "Keys",
                false,
                stage => stage.RenderAsync(at => new VerificationContext(Scene.Me, Scene.Amina, "Amina", Nothing), "cs-device")
            ),
            new("settings", "Settings", false, stage => InShellAsync(stage, ShellRoute.Settings, "cs-about")),
            .. Where(
                brand,
                BrandFeature.Diagnostics,
                new(
                    "doctor",
                    "The server, examined",
                    false,
                    stage => stage.RenderAsync(at => new DoctorContext(Scene.Me, Nothing), "cs-finding-bad")
                )
            ),
            new("trouble", "Something went wrong", true, TroubleAsync),
        ];

    // What a brand does not have nobody sees.
    private static Screens[] Where(Brand brand, BrandFeature feature, Screens screen) => brand.Features.IsOn(feature) ? [screen] : [];

    private static void Nothing() { }

    private static async Task<string> InShellAsync(Stage stage, ShellRoute route, string mark)
    {
        await stage
            .DoAsync(() =>
            {
                stage.Shell.CloseConversation();
                stage.Shell.Navigate(route);
            })
            .ConfigureAwait(false);
        return await stage.RenderAsync(at => new ShellContext(at.Shell), mark).ConfigureAwait(false);
    }

    private static async Task<string> ConversationAsync(Stage stage)
    {
        await stage.DoAsync(() => stage.Shell.Open(new(Scene.Me, Scene.Amina))).ConfigureAwait(false);
        return await stage.RenderAsync(at => new ShellContext(at.Shell), "m-broken").ConfigureAwait(false);
    }

    private static Task<string> TroubleAsync(Stage stage)
    {
        stage.Client.Raise(new ErrorOccurred(Scene.New, ErrorKind.AuthenticationFailed, "refused"));
        return InShellAsync(stage, ShellRoute.Conversations, "cs-banner-warning");
    }
}
