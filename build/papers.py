# This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
# If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.
"""Writes what comes with a package: sbom.cdx.json (CycloneDX 1.6) and THIRD-PARTY-NOTICES.txt, both from the project's lock file and the licences of the
packages in it. What only the build uses (PrivateAssets) is not in them. The same input gives the same bytes.

Usage: papers.py PROJECT.csproj VERSION PACKAGES FOLDER. PACKAGES is where NuGet keeps packages (several folders between semicolons), FOLDER where the two
files go."""
import hashlib
import json
import pathlib
import sys
import uuid
import xml.etree.ElementTree as ET

LICENCES = pathlib.Path(__file__).with_name("licences")
SPACE = uuid.UUID("2f0d1a0e-4d3f-5f58-9f0c-6b2a9e3c7d11")
LAW = ("LICENSE", "LICENCE", "NOTICE", "THIRD-PARTY", "THIRDPARTY", "COPYING")


def local(element):
    return element.tag.rpartition("}")[2]


def first(root, name):
    return next((element for element in root.iter() if local(element) == name), None)


class Package:
    """A package of others."""

    def __init__(self, name, entry, caches):
        self.name, self.version, self.hash = name, entry["resolved"], entry["contentHash"]
        self.needs = sorted(entry.get("dependencies", {}), key=str.lower)
        places = [cache / name.lower() / self.version.lower() for cache in caches]
        self.folder = next((place for place in places if place.is_dir()), None)
        if self.folder is None:
            raise SystemExit(f"papers.py: {name} {self.version} was not restored")
        nuspec = ET.parse(self.folder / f"{name.lower()}.nuspec").getroot()
        licence = first(nuspec, "license")
        if licence is None:
            raise SystemExit(f"papers.py: {name} {self.version} names no licence")
        self.licence = licence.text if licence.get("type") == "expression" else None
        self.copyright = (getattr(first(nuspec, "copyright"), "text", None) or getattr(first(nuspec, "authors"), "text", "")).strip()

    ref = property(lambda self: f"pkg:nuget/{self.name}@{self.version}")

    def component(self):
        return {
            "type": "library",
            "bom-ref": self.ref,
            "name": self.name,
            "version": self.version,
            "licenses": [{"expression": self.licence}] if self.licence else [{"license": {"name": "as in the package"}}],
            "copyright": self.copyright,
            "purl": self.ref,
            "properties": [{"name": "nuget:contentHash", "value": self.hash}],
        }

    def notice(self, told):
        """Its licences; those that another package has told in the same words are not told again."""
        files = sorted(file for file in self.folder.iterdir() if file.is_file() and file.name.upper().startswith(LAW))
        texts = [file.read_text(encoding="utf-8-sig") for file in files]
        if not texts:
            texts = [(LICENCES / f"{self.licence}.txt").read_text(encoding="utf-8")]
        texts = [text.replace("\r\n", "\n").strip() + "\n" for text in texts]
        body = "\n".join(f"As for {told[text]}.\n" if text in told else text for text in texts)
        told.update({text: self.name for text in texts if text not in told})
        return f"{self.name} {self.version} ({self.licence or 'licence below'})\n{self.copyright}\n\n{body}"


class Own:
    """A package of this repository."""

    def __init__(self, project, version=None):
        self.project = project
        root = ET.parse(project).getroot()
        self.version = version or first(root, "VersionPrefix").text
        self.name = getattr(first(root, "PackageId"), "text", None) or project.stem
        lasting = [element for element in root.iter() if element.get("Include") and element.get("PrivateAssets") != "all"]
        self.projects = [
            (project.parent / element.get("Include").replace("\\", "/")).resolve() for element in lasting if local(element) == "ProjectReference"
        ]
        self.packages = [element.get("Include") for element in lasting if local(element) == "PackageReference"]
        self.frameworks = [element.get("Include") for element in lasting if local(element) == "FrameworkReference"]

    ref = property(lambda self: f"pkg:nuget/{self.name}@{self.version}")

    def component(self):
        return {
            "type": "library",
            "bom-ref": self.ref,
            "name": self.name,
            "version": self.version,
            "licenses": [{"expression": "MPL-2.0"}],
            "purl": self.ref,
        }


def walk(project, version, caches):
    """The package itself, the own packages below it, the packages of others below those; and who needs whom."""
    root = Own(project, version)
    lock = json.loads((project.parent / "packages.lock.json").read_text(encoding="utf-8"))["dependencies"]
    entries = {name.lower(): (name, entry) for framework in lock.values() for name, entry in framework.items() if entry["type"] != "Project"}
    own, others, needs, waiting = {}, {}, {}, [root]
    while waiting:
        at = waiting.pop()
        below = [Own(project) for project in at.projects]
        for child in below:
            if child.ref not in own:
                own[child.ref] = child
                waiting.append(child)
        # What a shared framework that the project demands brings along is not restored: it comes with the machine's .NET, not with the package.
        packages = [name for name in at.packages if name.lower() in entries or not root.frameworks]
        needs[at.ref] = sorted([child.ref for child in below] + [take(name, entries, others, needs, caches) for name in packages])
    return root, own, others, needs


def take(name, entries, others, needs, caches):
    name, entry = entries[name.lower()]
    package = Package(name, entry, caches)
    if package.ref not in others:
        others[package.ref] = package
        needs[package.ref] = sorted(take(need, entries, others, needs, caches) for need in package.needs if need.lower() in entries)
    return package.ref


def main(project, version, caches, folder):
    caches = [pathlib.Path(cache) for cache in caches.split(";") if cache]
    root, own, others, needs = walk(pathlib.Path(project).resolve(), version, caches)
    components = [*own.values(), *others.values()]
    bom = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": root.component()},
        "components": [part.component() for part in sorted(components, key=lambda part: part.ref)],
        "dependencies": [{"ref": ref, "dependsOn": below} for ref, below in sorted(needs.items())],
    }
    digest = hashlib.sha256(json.dumps(bom, sort_keys=True).encode()).hexdigest()
    bom = {"bomFormat": bom.pop("bomFormat"), "specVersion": bom.pop("specVersion"), "serialNumber": uuid.uuid5(SPACE, digest).urn, **bom}
    told = {}
    rule = "-" * 80 + "\n"
    notices = [package.notice(told) for package in sorted(others.values(), key=lambda package: package.name.lower())]
    head = f"{root.name} {root.version} is under the Mozilla Public License 2.0; its source is in the repository that made this package.\n"
    below = "It stands on these works of others:\n" if notices else "It stands on no works of others.\n"
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "sbom.cdx.json").write_text(json.dumps(bom, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    (folder / "THIRD-PARTY-NOTICES.txt").write_text(f"\n{rule}\n".join([f"{head}\n{below}", *notices]), encoding="utf-8")


if len(sys.argv) != 5:
    raise SystemExit(__doc__)
main(*sys.argv[1:])
