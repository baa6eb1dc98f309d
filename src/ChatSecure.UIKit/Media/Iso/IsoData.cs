// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Media.Iso;

/// <summary>Where the contents of a file lie that its indexes point to, and which of them are to go.</summary>
internal sealed class IsoData
{
    // More pieces than anything has that people record.
    private const int MaxUnwanted = 1_000_000;

    // In their order.
    private readonly List<(long Start, long End)> _places = [];
    private readonly List<(long Start, long End)> _unwanted = [];

    /// <summary>Here are contents.</summary>
    public void Add(long start, long end) => _places.Add((start, end));

    /// <summary>What lies here is to go.</summary>
    public void Unwant(long start, long length)
    {
        if (length > long.MaxValue - start)
        {
            throw new MediaException("A content is longer than any file.");
        }

        if (_unwanted is [.., var last] && last.End == start)
        {
            _unwanted[^1] = (last.Start, start + length);
        }
        else if (_unwanted.Count == MaxUnwanted)
        {
            throw new MediaException("There is more to take out than can be remembered.");
        }
        else if (length > 0)
        {
            _unwanted.Add((start, start + length));
        }
    }

    /// <summary>Has what is to go written over.</summary>
    /// <exception cref="MediaException">It does not lie where contents lie: an index that points into another one would be spoilt.</exception>
    public void Clear(IsoPatches patches)
    {
        foreach (var (start, end) in _unwanted)
        {
            var at = _places.BinarySearch((start, long.MaxValue));
            if (~at == 0 || end > _places[~at - 1].End)
            {
                throw new MediaException("An index points to where there is no content.");
            }

            patches.Clear(start, end);
        }
    }
}
