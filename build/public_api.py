# This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
# If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.
"""Reads a build's output and adds to or removes from FOLDER/PublicAPI.Unshipped.txt what RS0016 and RS0017 name."""
import os
import re
import sys

folder = sys.argv[1]
path = os.path.join(folder, "PublicAPI.Unshipped.txt")
inside = os.path.basename(os.path.normpath(folder)) + ".csproj]"
output = [line for line in sys.stdin.read().splitlines() if line.rstrip().endswith(inside)]
text = "\n".join(output)
added = set(re.findall(r"RS0016: Symbol '(.+?)' is not part of the declared public API", text))
gone = set(re.findall(r"RS0017: Symbol '(.+?)' is part of the declared API, but", text))
lines = set(open(path, encoding="utf-8-sig").read().splitlines()[1:])
new = (lines | added) - gone
with open(path, "w", encoding="utf-8") as file:
    file.write("#nullable enable\n" + "".join(line + "\n" for line in sorted(new) if line))
print(f"{len(new - lines)} added, {len(lines - new)} removed")
