#!/usr/bin/env python3
"""Prints the coefficients of the polynomials in glu's expansions.

    scripts/minimax.py [NAME...]    print these, or all
    scripts/minimax.py --check      fail if the sources have others

Each is the polynomial that minimises the greatest relative error of a function,
found by Remez' exchange algorithm in multiple precision (mpmath, Debian's
python3-mpmath). Its coefficients are then rounded to the format in which they
are used, and exchanged for neighbours for as long as that makes the error less.
"""

import itertools
import math
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable

import mpmath
from mpmath import erf, erfc, exp, expm1, log, log1p, mpf, pi, sqrt, tanh

mpmath.mp.prec = 200
ROOT = Path(__file__).resolve().parent.parent


@dataclass
class Polynomial:
    """sum of c[i] x^i that `function` is, up to an error that `weight` turns
    into a relative one."""

    file: str
    function: Callable
    weight: Callable
    interval: tuple
    degree: int
    bits: int = 24
    fixed: list = field(default_factory=list)  # The first coefficients, known.


def rounded(x, bits):
    mantissa, exponent = mpmath.frexp(x)
    return mpmath.ldexp(mpmath.nint(mpmath.ldexp(mantissa, bits)),
                        int(exponent) - bits)


def value(coefficients, x):
    return mpmath.polyval(coefficients[::-1], x)


def chebyshev_points(a, b, count):
    return [(a + b) / 2 - (b - a) / 2 * mpmath.cos(pi * i / (count - 1))
            for i in range(count)]


def get_extrema(errors):
    """The index of the greatest error between each two changes of sign."""
    extrema = []
    for i, error in enumerate(errors):
        if extrema and (errors[extrema[-1]] > 0) == (error > 0):
            if abs(error) > abs(errors[extrema[-1]]):
                extrema[-1] = i
        else:
            extrema.append(i)
    return extrema


def fit(samples, fixed, degree):
    """Remez' algorithm on samples (x, f(x), weight): the coefficients from
    len(fixed) to `degree`."""
    count = degree + 1 - len(fixed)
    rest = [f - value(fixed, x) if fixed else f for x, f, _ in samples]
    step = (len(samples) - 1) / mpf(count)
    points = [int(i * step) for i in range(count + 1)]
    while True:
        system = mpmath.matrix(count + 1, count + 1)
        target = mpmath.matrix(count + 1, 1)
        for row, point in enumerate(points):
            x, _, weight = samples[point]
            for column in range(count):
                system[row, column] = x**(len(fixed) + column)
            system[row, count] = (-1)**row / weight
            target[row] = rest[point]
        found = list(mpmath.lu_solve(system, target))[:count]
        errors = [(r - value([mpf(0)] * len(fixed) + found, x)) * w
                  for r, (x, _, w) in zip(rest, samples)]
        extrema = get_extrema(errors)
        while len(extrema) > count + 1:
            smaller = abs(errors[extrema[0]]) < abs(errors[extrema[-1]])
            extrema.pop(0 if smaller else -1)
        if len(extrema) < count + 1 or extrema == points:
            return fixed + found
        points = extrema


def get_moves(count):
    """Steps by few units of one coefficient or of two at a time."""
    steps = (-2, -1, 1, 2)
    for i in range(count):
        for step in steps:
            yield {i: step}
        for j in range(i):
            for step, other in itertools.product(steps, steps):
                yield {i: step, j: other}


def improve(coefficients, p, samples):
    """Exchanges coefficients for neighbours until no exchange is of use."""
    units = [math.ldexp(1, math.frexp(c)[1] - p.bits) for c in coefficients]
    effects = [[u * float(x**i * w) for x, _, w in samples]
               for i, u in enumerate(units)]
    errors = [float((value(coefficients, x) - f) * w) for x, f, w in samples]
    worst = max(map(abs, errors))
    moves = [move for move in get_moves(len(coefficients))
             if min(move) >= len(p.fixed)]
    improved = True
    while improved:
        improved = False
        for move in moves:
            trial = errors
            for i, step in move.items():
                trial = [e + step * d for e, d in zip(trial, effects[i])]
            if (greatest := max(map(abs, trial))) < worst:
                errors, worst, improved = trial, greatest, True
                for i, step in move.items():
                    coefficients[i] += step * units[i]
    return coefficients, worst


def solve(p):
    samples = [(x, p.function(x), p.weight(x))
               for x in chebyshev_points(*map(mpf, p.interval), 500)]
    exact = fit(samples, [mpf(c) for c in p.fixed], p.degree)
    return improve([rounded(c, p.bits) for c in exact], p, samples)


# ===----------------------------------------------------------------------=== #
# The polynomials
# ===----------------------------------------------------------------------=== #

HALF_LN2 = log(mpf(2)) / 2 * mpf("1.0005")


def away_from_zero(x):
    """x, where a removable singularity at 0 would divide by zero."""
    return x if abs(x) > mpf("1e-12") else mpf("1e-12")


def at(function):
    return lambda x: function(away_from_zero(x))


def exp_polynomial(degree, bits):
    return Polynomial(
        "lib/IR/SplitExp.cpp",
        at(lambda r: (expm1(r) - r) / r**2),
        at(lambda r: r**2 / exp(r)),
        (-HALF_LN2, HALF_LN2), degree, bits)


def mills(t):
    """(1 - Phi(t)) exp(t^2 / 2)"""
    return erfc(t / sqrt(mpf(2))) / 2 * exp(t * t / 2)


def gelu_tail(a):
    """a (1 - Phi(a)) exp(a^2 / 2)"""
    return a * mills(a)


# Where the tail of GELU is expanded. Differences from the centre are exact, and
# the tail there is a number of f32 to 2^-34.
GELU_CENTRE = mpf(1001) / 1024
GELU_OFFSET = mpf("2.5")


def gelu_variable(a):
    return (a - GELU_CENTRE) / (a + GELU_OFFSET)


def gelu_tail_in_v(v):
    return gelu_tail((GELU_CENTRE + GELU_OFFSET * v) / (1 - v))


def gelu_near(z):
    """(Phi(x) - 1/2) / x for z = -x^2 / 2"""
    x = sqrt(-2 * z)
    return erf(x / sqrt(mpf(2))) / 2 / x


def gelu_near_weight(z):
    """For the relative error of Phi(-x)."""
    x = sqrt(-2 * z)
    return x / (mpf(1) / 2 - x * gelu_near(z))


# The denominator of the rational function closest to mills, rounded to f32.
MILLS_DENOMINATOR = [mpf(float.fromhex(c)) for c in (
    "0x1p+0", "0x1.a226d2p+0", "0x1.23b5ecp+0", "0x1.b7e1cep-2",
    "0x1.6d2e32p-4", "0x1.14dbd8p-7")]


def mills_weight(t):
    """For the error of the numerator relative to the greater of mills and
    its difference from t / sqrt(2 pi)."""
    greater = max(mills(t), abs(mills(t) - t / sqrt(2 * pi)))
    return 1 / (value(MILLS_DENOMINATOR, t) * greater)


POLYNOMIALS = {
    "exp in f32": exp_polynomial(4, 24),
    "exp in f64": exp_polynomial(9, 53),
    "gelu, tail": Polynomial(
        "lib/IR/ActivationBodies.cpp", gelu_tail_in_v,
        lambda v: 1 / gelu_tail_in_v(v),
        (gelu_variable(mpf("0.89")), gelu_variable(mpf("14.5"))), 9,
        fixed=[rounded(gelu_tail(GELU_CENTRE), 24)]),
    "gelu, near 0": Polynomial(
        "lib/IR/ActivationBodies.cpp", at(gelu_near), at(gelu_near_weight),
        (mpf("-0.9")**2 / -2 * mpf("1.001"), mpf("-1e-12")), 5),
    "derivative of gelu, numerator": Polynomial(
        "lib/IR/ActivationDerivatives.cpp",
        lambda t: mills(t) * value(MILLS_DENOMINATOR, t), mills_weight,
        (0, 15), 4, fixed=[mpf("0.5")]),
    "tanh": Polynomial(
        "lib/Transforms/ExpandMath.cpp",
        at(lambda s: (tanh(sqrt(s)) / sqrt(s) - 1) / s),
        at(lambda s: s * sqrt(s) / tanh(sqrt(s))),
        (mpf(0), mpf("0.55")**2), 3),
    "log": Polynomial(
        "lib/Transforms/ExpandMath.cpp",
        at(lambda f: (log1p(f) - f + f**2 / 2) / f**3),
        at(lambda f: f**3 / log1p(f)),
        (sqrt(mpf(0.5)) - 1, sqrt(mpf(2)) - 1), 8),
    "erf below 1": Polynomial(
        "lib/Transforms/ExpandMath.cpp",
        at(lambda s: erf(sqrt(s)) / sqrt(s) - 1),
        at(lambda s: sqrt(s) / erf(sqrt(s))), (mpf(0), mpf(1)), 6),
    "erf above 1": Polynomial(
        "lib/Transforms/ExpandMath.cpp",
        lambda a: -log(erfc(a)),
        lambda a: erfc(a) / erf(a), (mpf(1), mpf(4)), 6),
}


def to_text(x):
    """As C++ writes it, without the zeros at the end."""
    mantissa, exponent = float(x).hex().split("p")
    return mantissa.rstrip("0").rstrip(".") + "p" + exponent


def is_in(file, coefficients):
    """Whether the file has these numbers one after the other."""
    text = (ROOT / file).read_text()
    numbers = [float.fromhex(t)
               for t in re.findall(r"-?0x[0-9a-f.]+p[+-]?\d+", text)]
    wanted = [float(c) for c in coefficients]
    return any(numbers[i:i + len(wanted)] == wanted
               for i in range(len(numbers)))


def main(arguments):
    check = arguments == ["--check"]
    names = POLYNOMIALS if check or not arguments else arguments
    differing = []
    for name in names:
        coefficients, error = solve(POLYNOMIALS[name])
        file = POLYNOMIALS[name].file
        print(f"{name}: 2^{math.log2(error):.1f}, in {file}")
        for c in coefficients:
            print("  " + to_text(c))
        if not is_in(file, coefficients):
            differing.append(f"{name}: not what {file} has")
    if check:
        print("\n".join(differing) or "the sources have all of them")
    return check and bool(differing)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
