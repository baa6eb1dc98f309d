// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Diagnostics.CodeAnalysis;
using Microsoft.JSInterop;

namespace ChatSecure.BrandTool.Preview;

/// <summary>The scripts of pages that run none.</summary>
internal sealed class NoPage : IJSRuntime
{
    private const DynamicallyAccessedMemberTypes Answer =
        DynamicallyAccessedMemberTypes.PublicConstructors
        | DynamicallyAccessedMemberTypes.PublicFields
        | DynamicallyAccessedMemberTypes.PublicProperties;

    public ValueTask<T> InvokeAsync<[DynamicallyAccessedMembers(Answer)] T>(string identifier, object?[]? args) =>
        throw new JSDisconnectedException("There is no page.");

    public ValueTask<T> InvokeAsync<[DynamicallyAccessedMembers(Answer)] T>(
        string identifier,
        CancellationToken cancellationToken,
        object?[]? args
    ) => throw new JSDisconnectedException("There is no page.");
}
