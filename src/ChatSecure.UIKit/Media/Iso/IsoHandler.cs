// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Media.Iso;

/// <summary>What a track, or the things beside it, are for (section 8.4.3). Cameras write their names there.</summary>
internal static class IsoHandler
{
    private const int KindStart = 8;
    private const int NameStart = 24;

    public static string KindOf(ReadOnlySpan<byte> index, IsoBox handler)
    {
        var fields = new IsoFields(index, handler);
        fields.Skip(KindStart);
        return fields.Type();
    }

    public static void ClearName(IsoBox handler, long origin, IsoPatches patches) =>
        patches.Clear(origin + handler.Content + NameStart, origin + handler.End);
}
