// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Core.Events;
using ChatSecure.Core.Hooks;
using ChatSecure.Core.Sending;
using ChatSecure.Stores;
using Microsoft.Extensions.Logging;

namespace ChatSecure.Core.Accounts;

/// <summary>What every part of the engine needs.</summary>
internal sealed record EngineServices(
    IChatStore Store,
    LiveBrand Live,
    ChatClientOptions Options,
    EventHub Events,
    SendWaiters Waiters,
    HookRunner Hooks,
    ILoggerFactory Loggers,
    TimeProvider Time
)
{
    /// <summary>What acts say to people whose app does not know them.</summary>
    public OutgoingWords Words => BrandRules.WordsOf(Brand);

    /// <summary>The brand as it holds now: without an overlay that has ended.</summary>
    public Brand Brand
    {
        get
        {
            var now = Time.GetUtcNow();
            Live.Change(brand => brand.At(now));
            return Live.Current;
        }
    }
}
