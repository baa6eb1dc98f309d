# This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
# If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.
"""Holds the packages of FOLDER against nuspec-dependencies.txt beside this script: exactly these dependencies, our licence, a readme, and every
file that its pages load.

Usage: check_nuspec.py FOLDER. Ends with 1 and one line for each difference."""
import pathlib
import re
import sys
import xml.etree.ElementTree as ET
import zipfile

ASSETS = "build/Microsoft.AspNetCore.StaticWebAssets.props"
LIST = pathlib.Path(__file__).with_name("nuspec-dependencies.txt")


def promised():
    lines = (line.split("#")[0].strip() for line in LIST.read_text().splitlines())
    return {name.strip(): set(dependencies.split()) for name, _, dependencies in (line.partition(":") for line in lines if line)}


def texts(nuspec, name):
    return [element.text for element in nuspec.iter() if element.tag.rpartition("}")[2] == name]


def complaints(package, expected):
    with zipfile.ZipFile(package) as archive:
        files = set(archive.namelist())
        nuspec = ET.fromstring(archive.read(next(name for name in files if name.endswith(".nuspec"))))
        assets = archive.read(ASSETS).decode() if ASSETS in files else ""
    name = texts(nuspec, "id")[0]
    actual = {element.get("id") for element in nuspec.iter() if element.tag.rpartition("}")[2] == "dependency"}
    if name not in expected:
        yield f"{name} is not in {LIST.name}"
    for dependency in sorted(actual - expected.get(name, actual)):
        yield f"{name} depends on {dependency}, which {LIST.name} does not list"
    for dependency in sorted(expected.get(name, set()) - actual):
        yield f"{name} does not depend on {dependency}, which {LIST.name} lists"
    if texts(nuspec, "license") != ["MPL-2.0"]:
        yield f"{name}: the licence is not MPL-2.0"
    if not texts(nuspec, "readme"):
        yield f"{name} has no readme"
    for asset in re.findall(r"\\(staticwebassets\\[^'\")<]+)", assets):
        if asset.replace("\\", "/") not in files:
            yield f"{name} lacks {asset}, which its pages load"


packages = sorted(pathlib.Path(sys.argv[1]).glob("*.nupkg"))
found = [complaint for package in packages for complaint in complaints(package, promised())]
if not packages:
    found.append(f"no package in {sys.argv[1]}")
print(*found, sep="\n", end="\n" if found else "", file=sys.stderr)
sys.exit(1 if found else 0)
