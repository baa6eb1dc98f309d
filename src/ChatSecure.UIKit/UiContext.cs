// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.UIKit.Slots;
using ChatSecure.UIKit.Threading;

namespace ChatSecure.UIKit;

/// <summary>What every view model needs: the engine, the brand that gives it words, the thread on which it lives, and the clock. One for a whole app.</summary>
/// <param name="client">The engine.</param>
/// <param name="brand">The brand. When it changes, for example to another language, all view models say everything anew.</param>
/// <param name="dispatcher">The UI thread.</param>
/// <param name="time">The clock and time zone; null for the system's.</param>
/// <param name="slots">The app's own functions; null for the kit's.</param>
public sealed class UiContext(
    IChatClient client,
    LiveBrand brand,
    IUiDispatcher dispatcher,
    TimeProvider? time = null,
    KitSlots? slots = null
)
{
    /// <summary>The engine.</summary>
    public IChatClient Client { get; } = client ?? throw new ArgumentNullException(nameof(client));

    /// <summary>The brand.</summary>
    public LiveBrand Brand { get; } = brand ?? throw new ArgumentNullException(nameof(brand));

    /// <summary>The UI thread.</summary>
    public IUiDispatcher Dispatcher { get; } = dispatcher ?? throw new ArgumentNullException(nameof(dispatcher));

    /// <summary>The clock and time zone.</summary>
    public TimeProvider Time { get; } = time ?? TimeProvider.System;

    /// <summary>The functions that an app can replace.</summary>
    public KitSlots Slots { get; } = slots ?? KitSlots.Default;
}
