"""Plots of results.json: rooflines, and the ratios to the best peer."""

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import report
import systems


def save(figure, folder, name):
    for suffix in ("png", "svg"):
        figure.savefig(folder / f"{name}.{suffix}", bbox_inches="tight", dpi=150)
    plt.close(figure)


def draw_ratios(results, folder):
    rows = [row for row in results["rows"] if report.is_compared(row)]
    if not rows:
        return
    low, median, high = np.array(
        [np.quantile(report.get_ratios(row), (0.25, 0.5, 0.75)) for row in rows]
    ).T
    figure, axes = plt.subplots(figsize=(8, 1 + 0.25 * len(rows)))
    colors = ["tab:green" if value >= 1 else "tab:red" for value in median]
    places = np.arange(len(rows))
    axes.barh(places, median, xerr=(median - low, high - median), color=colors)
    labels = [f"{report.name_row(row)} / {report.get_best_peer(row)}" for row in rows]
    axes.set_yticks(places, labels, fontsize=7)
    axes.invert_yaxis()
    axes.axvline(1, color="black", linewidth=0.8)
    axes.set_xlabel("time of the best peer / time of glu (above 1 glu is faster)")
    save(figure, folder, "ratios")


def draw_roofs(axes, rows):
    """The medians of all rows' roofs."""
    intensities = np.geomspace(0.25, 1024, 100)
    rates = {}
    for row in rows:
        for name, values in row["roofs"].items():
            rates.setdefault(name, []).extend(values)
    compute = np.median(rates.pop("FMA" if "FMA" in rates else "AMX"))
    for name, values in rates.items():
        bandwidth = np.median(values)
        roof = np.minimum(compute, intensities * bandwidth)
        label = f"{name} {bandwidth:.0f} GB/s, {compute:.0f} GFLOP/s"
        axes.plot(intensities, roof, label=label, color="gray", linewidth=1)


def draw_roofline(results, threads, folder):
    chosen = [row for row in results["rows"] if row["threads"] == threads]
    types = list(dict.fromkeys(row["type"] for row in chosen))
    figure, all_axes = plt.subplots(
        1, len(types), figsize=(7 * len(types), 5), squeeze=False
    )
    for axes, type_ in zip(all_axes[0], types):
        rows = [row for row in chosen if row["type"] == type_]
        draw_roofs(axes, rows)
        for color, name in enumerate(systems.CLASSES):
            points = [
                (report.get_intensity(row), report.get_rate(row, name))
                for row in rows
                if name in row["seconds"]
            ]
            if points:
                size = 40 if name == "glu" else 12
                axes.scatter(*zip(*points), size, f"C{color}", label=name, zorder=2)
        title = f"{type_}, {report.count_threads(threads)}"
        axes.set(xscale="log", yscale="log", title=title)
        axes.set(xlabel="FLOP for a byte of the weights", ylabel="GFLOP/s")
        axes.legend(fontsize=7)
    save(figure, folder, f"roofline-{threads}")


def draw(results, folder):
    draw_ratios(results, folder)
    for threads in dict.fromkeys(row["threads"] for row in results["rows"]):
        draw_roofline(results, threads, folder)
