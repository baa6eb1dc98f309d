// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Crypto.Omemo.State;

/// <summary>One step of the OMEMO machine on the store.</summary>
internal sealed class StateWork(OmemoContext context, StateWork? same = null)
    : StoreWork(context.Account, context.Store, context.Policy, same)
{
    public OmemoContext Context { get; } = context;

    /// <summary>The same step in another namespace.</summary>
    public StateWork In(OmemoContext context) => context == Context ? this : new(context, this);
}
