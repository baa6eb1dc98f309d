// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding;

/// <summary>What became of a signed document.</summary>
/// <param name="Brand">The brand with all of it; the brand as it was if the document was refused. Never with half of it.</param>
/// <param name="Refusal">Why it was refused.</param>
/// <param name="Sequence">The number to remember, and to pass next time: an older document is refused then.</param>
/// <param name="Errors">With <see cref="BrandRefusal.Mistakes"/>: the mistakes.</param>
public sealed record BrandChange(Brand Brand, BrandRefusal Refusal, long Sequence, IReadOnlyList<BrandError> Errors);
