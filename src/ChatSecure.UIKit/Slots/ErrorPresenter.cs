// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;

namespace ChatSecure.UIKit.Slots;

/// <summary>The brand's words for the kind of error.</summary>
public sealed class ErrorPresenter : IErrorPresenter
{
    /// <inheritdoc/>
    public string? Present(ErrorContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Brand.Text(context.Place == ErrorPlace.Loading ? "timeline.loadFailed" : TextId.Of(context.Error.Kind));
    }
}
