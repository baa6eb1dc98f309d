// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.UIKit.Onboarding;

namespace ChatSecure.UIKit.Blazor.Onboarding;

/// <summary>What is shown within one step of the way into the app. Members may be added.</summary>
/// <param name="Step">Which step.</param>
/// <param name="Onboarding">The way.</param>
public sealed record OnboardingStepContext(OnboardingStep Step, OnboardingViewModel Onboarding);
