#!/usr/bin/env python3
# This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
# If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.
"""Makes C# tables from CLDR's plural rules (UTS 35, part 3, section 5). Numbers in texts are never written in compact form ("1M"), so
the operands c and e are always 0."""
import json
import pathlib
import re

HERE = pathlib.Path(__file__).parent
TARGET = HERE.parent.parent / "src" / "ChatSecure.Branding" / "Strings"
CATEGORIES = ["zero", "one", "two", "few", "many"]
NOTICE = """// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

// Made by build/cldr/generate.py from Unicode CLDR {version} (Unicode licence, build/cldr/LICENSE): change that, not this.

using static ChatSecure.Branding.Strings.PluralCategory;

namespace ChatSecure.Branding.Strings;

/// <summary>The {kind} plural rules of Unicode CLDR.</summary>
internal static class {name}
{{
    /// <summary>The rules by language.</summary>
    public static IEnumerable<KeyValuePair<string, PluralRule>> Rules() =>
        [
{rules}
        ];
}}
"""


def relation(text):
    """One relation, such as "n % 10 = 3..4,9"; True or False where c or e decide it."""
    operand, modulo, operator, ranges = re.fullmatch(r"([nivwftec])(?: % (\d+))? (!?=) (.+)", text).groups()
    parts = [part.split("..") for part in ranges.split(",")]
    if operand in "ce":
        return any(int(part[0]) <= 0 <= int(part[-1]) for part in parts) == (operator == "=")
    pattern = " or ".join(part[0] if len(part) == 1 else f">= {part[0]} and <= {part[1]}" for part in parts)
    if operator == "!=":
        pattern = f"not ({pattern})" if " " in pattern else f"not {pattern}"
    value = f"x.{operand.upper()}" + (f" % {modulo}" if modulo else "")
    test = f"({value}) is {pattern}" if modulo else f"{value} is {pattern}"
    # A range holds whole numbers only: 2.5 is not in 2..4.
    if operand == "n" and ".." in ranges:
        return f"x.T is 0 && {test}" if operator == "=" else f"(x.T is not 0 || {test})"
    return test


def condition(rule):
    """A rule as an expression; None if it never holds."""
    alternatives = []
    for alternative in rule.split(" or "):
        tests = [relation(test.strip()) for test in alternative.split(" and ")]
        if False not in tests:
            alternatives.append(" && ".join(test for test in tests if test is not True))
    return " || ".join(f"({a})" if "&&" in a and len(alternatives) > 1 else a for a in alternatives) or None


def is_everyday(samples):
    """Whether whole numbers below a million, which people count with, fall into a category."""
    integers = re.search(r"@integer ([^@]*)", samples)
    numbers = re.findall(r"\d+(?:c\d+)?", integers.group(1)) if integers else []
    return any("c" not in number and int(number) < 1_000_000 for number in numbers)


def table(file, kind, name):
    data = json.loads((HERE / file).read_text(encoding="utf-8"))["supplemental"]
    sets = {}
    for language, rules in data[f"plurals-type-{kind}"].items():
        required, optional, branches = [], [], []
        for category in CATEGORIES:
            text = rules.get(f"pluralRule-count-{category}")
            expression = condition(text.split("@")[0].strip()) if text else None
            if expression:
                (required if is_everyday(text) else optional).append(category.capitalize())
                branches.append(f"{expression} ? {category.capitalize()} : ")
        choose = ("x => " if branches else "_ => ") + "".join(branches) + "Other"
        sets.setdefault(f"{choose}, [{', '.join(required)}], [{', '.join(optional)}]", []).append(language)
    rules = "\n".join(f'            .. PluralRule.For("{" ".join(languages)}", {rule}),' for rule, languages in sets.items())
    version = data["version"]["_cldrVersion"]
    (TARGET / f"{name}.cs").write_text(NOTICE.format(version=version, kind=kind, name=name, rules=rules), encoding="utf-8")


table("plurals.json", "cardinal", "CardinalTable")
table("ordinals.json", "ordinal", "OrdinalTable")
