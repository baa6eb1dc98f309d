// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Errors;

namespace ChatSecure.UIKit.Slots;

/// <summary>What went wrong, for whoever shows it. Members may be added.</summary>
/// <param name="Error">The error.</param>
/// <param name="Place">What was being done.</param>
/// <param name="Brand">The brand.</param>
public sealed record ErrorContext(ChatSecureException Error, ErrorPlace Place, Brand Brand);
