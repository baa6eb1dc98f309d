// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using AngleSharp.Dom;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Blazor.Parts;

namespace ChatSecure.UIKit.Blazor.Tests.Parts;

public sealed class DeliveryMarkTests
{
    [Fact]
    public async Task Every_stage_has_a_drawing_of_its_own_and_not_only_a_colour()
    {
        await using var page = new BunitContext();
        DeliveryState[] stages =
        [
            DeliveryState.Sent,
            DeliveryState.Acked,
            DeliveryState.Received,
            DeliveryState.Displayed,
            DeliveryState.Failed,
        ];
        var drawings = stages
            .Select(stage => page.Render<DeliveryMark>(mark => mark.Add(one => one.State, stage)).Find("path").GetAttribute("d"))
            .ToList();
        Assert.DoesNotContain(drawings, string.IsNullOrEmpty);
        Assert.Equal(stages.Length, drawings.Distinct().Count());
    }
}
