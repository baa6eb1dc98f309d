// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.UIKit.Blazor.Onboarding;
using ChatSecure.UIKit.Blazor.Slots;
using Microsoft.AspNetCore.Components;

namespace Zomlike.Screens;

/// <summary>The screens that are Zomlike's own; all others are the kit's.</summary>
public static class ZomlikeScreens
{
    /// <summary>Puts two steps of the way in into the kit's place.</summary>
    /// <param name="screens">The registry.</param>
    /// <returns>The registry.</returns>
    public static ChatSecure.UIKit.Slots.Screens AddZomlike(this ChatSecure.UIKit.Slots.Screens screens) =>
        screens.Wrap<OnboardingStepContext>(
            (context, kit) =>
                context.Step switch
                {
                    OnboardingStep.Welcome => Show<Welcome>(context),
                    OnboardingStep.Nickname => Show<Nickname>(context),
                    _ => kit,
                }
        );

    private static RenderFragment Show<TComponent>(OnboardingStepContext context)
        where TComponent : IComponent =>
        builder =>
        {
            builder.OpenComponent<TComponent>(0);
            builder.AddComponentParameter(1, "Context", context);
            builder.CloseComponent();
        };
}
