// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;

namespace ChatSecure.Branding;

/// <summary>A brand was refused. Its message names every mistake, one a line.</summary>
/// <param name="errors">The mistakes, in the order of files and lines.</param>
public sealed class BrandException(IReadOnlyList<BrandError> errors)
    : ChatSecureException(ErrorKind.InvalidInput, "The brand can't be used:\n" + string.Join('\n', errors))
{
    /// <summary>The mistakes, in the order of files and lines.</summary>
    public IReadOnlyList<BrandError> Errors { get; } = errors;
}
