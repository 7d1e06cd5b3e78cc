"""Tables and figures from the rounds of measure.py."""

import collections

import numpy as np
import systems
from layer import LARGEST_ERRORS, MODELS

FEWEST_PEERS = 3


def get_best_peer(row):
    """The peer with the smallest median time; None if there is none."""
    peers = [name for name in row["seconds"] if name != "glu"]
    return min(peers, key=lambda name: np.median(row["seconds"][name]), default=None)


def get_ratios(row):
    """The best peer's time divided by glu's, by round."""
    seconds = row["seconds"]
    return np.divide(seconds[get_best_peer(row)], seconds["glu"])


def is_compared(row):
    return "glu" in row["seconds"] and get_best_peer(row) is not None


def get_rate(row, name):
    """GFLOP/s; the activation and the product count as nothing."""
    return 1e-9 * row["flops"] / np.median(row["seconds"][name])


def get_intensity(row):
    """Operations for a byte of the weights."""
    return row["flops"] / row["weight_bytes"]


def get_roof(row):
    """GFLOP/s of the row's roof, and what it is of."""
    compute, bandwidth = row["roofs"]
    rates = {name: np.median(values) for name, values in row["roofs"].items()}
    rates[bandwidth] *= get_intensity(row)
    name = min(compute, bandwidth, key=rates.get)
    return rates[name], name


def count_threads(threads):
    return f"{threads} thread{'s' * (threads > 1)}"


def name_layer(row):
    return f"{row['activation']} {row['shape']} {row['type']}"


def name_row(row):
    return f"{name_layer(row)}, M = {row['rows']}, {count_threads(row['threads'])}"


def format_cells(cells):
    return "| " + " | ".join(map(str, cells)) + " |"


def format_table(header, rows):
    return "\n".join([format_head(header), *map(format_cells, rows)]) + "\n"


def format_head(header):
    return format_cells(header) + "\n" + format_cells(["---"] * len(header))


HEADER = ["layer", "M", "threads", "best peer / glu (quartiles)", "best peer"]
HEADER += ["glu GFLOP/s", "peer GFLOP/s", "roof GFLOP/s", "glu of roof", "weights"]
HEADER += [f"{name} us" for name in systems.CLASSES]


def format_header():
    return format_head(HEADER)


def format_ratio(row):
    low, median, high = np.quantile(get_ratios(row), (0.25, 0.5, 0.75))
    mark = "*" if len(row["seconds"]) - 1 < FEWEST_PEERS else ""
    return f"{median:.2f}{mark} ({low:.2f}-{high:.2f})"


def format_row(row):
    cells = [name_layer(row), row["rows"], row["threads"]]
    if not is_compared(row):
        return format_cells([*cells, "not compared"])
    best, (roof, bound) = get_best_peer(row), get_roof(row)
    rate = get_rate(row, "glu")
    cells += [format_ratio(row), best, f"{rate:.1f}", f"{get_rate(row, best):.1f}"]
    cells += [f"{roof:.1f} {bound}", f"{rate / roof:.0%}"]
    cells.append(row["remarks"].get("glu", ""))
    for name in systems.CLASSES:
        seconds = row["seconds"].get(name)
        cells.append(f"{1e6 * np.median(seconds):.1f}" if seconds else "")
    return format_cells(cells)


def format_before(results):
    """Seconds before the first call, medians over the rows of a layer."""
    rows = []
    by_layer = collections.defaultdict(list)
    for row in results["rows"]:
        by_layer[name_layer(row), row["threads"]].append(row["before"])
    for (layer, threads), before in by_layer.items():
        cells = [layer, threads]
        for name in systems.CLASSES:
            cells.append(format_seconds([b[name] for b in before if name in b]))
        rows.append(cells)
    return format_table(["layer", "threads", *systems.CLASSES], rows)


def format_seconds(before):
    texts = []
    for what in ("compile", "prepare"):
        if values := [seconds[what] for seconds in before if what in seconds]:
            texts.append(f"{what} {np.median(values):.3g}")
    return ", ".join(texts)


def format_missing(results):
    """Who was not measured, by system and reason."""
    rows = collections.defaultdict(list)
    for row in results["rows"]:
        for name, reason in row["missing"].items():
            rows[name, reason].append(name_row(row))
    return "".join(
        f"- {name} is not in {len(names)} of {len(results['rows'])} rows, such as "
        f"{names[0]}: {reason}\n"
        for (name, reason), names in rows.items()
    )


def format_errors(results):
    """The largest errors of all rows."""
    rows = []
    for type_ in LARGEST_ERRORS:
        cells = [type_]
        for name in systems.CLASSES:
            errors = [
                row["errors"][name]
                for row in results["rows"]
                if row["type"] == type_ and name in row["errors"]
            ]
            cells.append(f"{max(errors):.2g}" if errors else "")
        rows.append(cells)
    return format_table(["type", *systems.CLASSES], rows)


def format_machine(results):
    machine = results["machine"]
    versions = (f"{name} {value}" for name, value in results["versions"].items())
    return (
        f"{machine['processor']}, family {machine['family']} model "
        f"{machine['model']}, cache {machine['cache']}, {machine['cpus']} CPUs, "
        f"{machine['memory_bytes'] / 2**30:.0f} GiB, Linux {machine['kernel']}\n\n"
        f"{', '.join(versions)}; {results['started']}, {results['rounds']} rounds\n"
    )


def format_notes(results):
    shapes = dict.fromkeys(row["shape"] for row in results["rows"])
    notes = [f"{shape} is {MODELS[shape]}" for shape in shapes if shape in MODELS]
    return "; ".join([*notes, f"\\* fewer than {FEWEST_PEERS} peers"])


def format_after(results):
    return (
        f"\n{format_notes(results)}.\n\n"
        f"Seconds before the first call:\n\n{format_before(results)}\n"
        f"Largest relative error in the 2-norm:\n\n{format_errors(results)}\n"
        f"{format_missing(results)}"
    )


def format_report(results):
    rows = "\n".join(map(format_row, results["rows"]))
    return (
        f"{format_machine(results)}\n{format_header()}\n{rows}\n"
        f"{format_after(results)}\n{format_summary(results)}\n"
    )


def get_failures(results):
    return [
        f"{name_row(row)}: glu: {row['missing']['glu']}"
        for row in results["rows"]
        if "glu" in row["missing"]
    ]


def format_summary(results):
    medians = {
        name_row(row): np.median(get_ratios(row))
        for row in results["rows"]
        if is_compared(row)
    }
    if not medians:
        return "best peer / glu: no row was compared"
    worst = min(medians, key=medians.get)
    return (
        f"best peer / glu: worst {medians[worst]:.2f} ({worst}), "
        f"median {np.median(list(medians.values())):.2f} of {len(medians)} rows"
    )
