// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Blazor.Onboarding;

/// <summary>The way into the app. Members may be added.</summary>
/// <param name="Finish">Goes on to the conversations: the person is in.</param>
public sealed record OnboardingContext(Action Finish);
