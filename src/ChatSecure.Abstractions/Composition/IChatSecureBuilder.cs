// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using Microsoft.Extensions.DependencyInjection;

namespace ChatSecure.Composition;

/// <summary>What the packages' <c>AddX</c> methods hang off: the composition of a client. Not meant to be implemented by apps.</summary>
public interface IChatSecureBuilder
{
    /// <summary>Where the services are registered.</summary>
    IServiceCollection Services { get; }
}
