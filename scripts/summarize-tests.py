#!/usr/bin/env python3
"""Counts the results that lit wrote with --xunit-xml-output.

Lists the tests that failed or were skipped, the latter with the reason, and
ends with the line `N passed, N failed, N skipped`. The exit status is 0 only
if there are tests and none failed.
"""

import sys
import xml.etree.ElementTree as ElementTree


def main(path):
    passed, failed, skipped = [], [], {}
    for case in ElementTree.parse(path).iter("testcase"):
        name = f"{case.get('classname')}/{case.get('name')}"
        skip = case.find("skipped")
        if case.find("failure") is not None:
            failed.append(name)
        elif skip is not None:
            reason = skip.get("message")
            if reason == "User interrupt":  # what lit says of GTEST_SKIP
                reason = "by the test itself"
            skipped.setdefault(reason, []).append(name)
        else:
            passed.append(name)

    for reason, names in skipped.items():
        print(f"skipped ({reason}):")
        for name in names:
            print(f"  {name}")
    if failed:
        print("failed:")
        for name in failed:
            print(f"  {name}")
    count = sum(len(names) for names in skipped.values())
    print(f"{len(passed)} passed, {len(failed)} failed, {count} skipped")
    return 0 if passed and not failed else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
