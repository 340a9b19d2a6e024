"""Products that deserve different grades, chosen on the command line.

    etalon verify tensor.matmul --impl 'cmd:python3 products.py strassen'
"""
import sys

import etalon
import numpy as np


def exponent(x, axis=None):
    """e with |x| < 2^e, of all of x or of each row or column; 0 of zeros."""
    return np.frexp(np.abs(x).max(axis=axis, keepdims=axis is not None, initial=0))[1]


def scaled(multiply):
    """Both factors are scaled by a power of two, so that no sum of entries overflows and no product of the large ones underflows."""
    def product(a, b):
        p, q = exponent(a), exponent(b)
        return np.ldexp(multiply(np.ldexp(a, -p), np.ldexp(b, -q)), p + q)
    return product


def padded(a):
    return np.pad(a, [(0, n % 2) for n in a.shape])


def quarters(a):
    i, j = a.shape[0] // 2, a.shape[1] // 2
    return a[:i, :j], a[:i, j:], a[i:, :j], a[i:, j:]


def strassen(a, b):
    """Strassen (1969), down to the end."""
    if min(*a.shape, b.shape[1]) < 2:
        return a @ b
    (a11, a12, a21, a22), (b11, b12, b21, b22) = quarters(padded(a)), quarters(padded(b))
    m1, m2, m3 = strassen(a11 + a22, b11 + b22), strassen(a21 + a22, b11), strassen(a11, b12 - b22)
    m4, m5 = strassen(a22, b21 - b11), strassen(a11 + a12, b22)
    m6, m7 = strassen(a21 - a11, b11 + b12), strassen(a12 - a22, b21 + b22)
    return np.block([[m1 + m4 - m5 + m7, m3 + m5], [m2 + m4, m1 - m2 + m3 + m6]])[:len(a), :b.shape[1]]


def winograd(a, b):
    """Winograd's variant, with 15 additions in place of 18."""
    if min(*a.shape, b.shape[1]) < 2:
        return a @ b
    (a11, a12, a21, a22), (b11, b12, b21, b22) = quarters(padded(a)), quarters(padded(b))
    s1, t1 = a21 + a22, b12 - b11
    s2, t2 = s1 - a11, b22 - t1
    p1, p2, p3, p4 = winograd(a11, b11), winograd(a12, b21), winograd(a12 - s2, b22), winograd(a22, t2 - b21)
    p5, p6, p7 = winograd(s1, t1), winograd(s2, t2), winograd(a11 - a21, b22 - b12)
    u2 = p1 + p6
    u3 = u2 + p7
    return np.block([[p1 + p2, u2 + p5 + p3], [u3 - p4, u3 + p5]])[:len(a), :b.shape[1]]


def sliced(count, whole=False):
    """Ozaki's scheme: rows of A and columns of B, or whole matrices, have one exponent; their entries are cut into integers of 8 bits, whose products are exact."""
    def slices(x):
        cut = []
        for _ in range(count):
            x = np.ldexp(x, 8)
            cut.append(np.rint(x))
            x = x - cut[-1]
        return cut

    def product(a, b):
        p, q = (exponent(a) + 1, exponent(b) + 1) if whole else (exponent(a, 1) + 1, exponent(b, 0) + 1)
        rows, columns = slices(np.ldexp(a, -p)), slices(np.ldexp(b, -q))  # entries below 1/2, slices of at most 128
        c = np.zeros((len(a), b.shape[1]))
        for both in reversed(range(count)):  # the small ones first
            c += np.ldexp(sum(rows[s] @ columns[both - s] for s in range(both + 1)), -8 * (both + 2))
        return np.ldexp(c, p + q)
    return product


def as_tf32(x):
    """The nearest number of 11 significant bits."""
    mantissa, e = np.frexp(x)
    nearest = np.ldexp(np.rint(np.ldexp(mantissa, 11)), e - 11)
    return np.where(np.isfinite(nearest), nearest, cut_to_tf32(x))  # the largest there is


def cut_to_tf32(x):
    """As a processor that drops the other bits."""
    mantissa, e = np.frexp(x)
    return np.ldexp(np.trunc(np.ldexp(mantissa, 11)), e - 11)


def in_tf32(parts, narrow=as_tf32):
    """Each factor in so many parts of 11 bits, and the products of parts that are small together left out: 3×TF32 of two parts, 6×TF32 of three."""
    def split(x):
        cut = []
        for _ in range(parts):
            cut.append(narrow(x))
            x = x - cut[-1]
        return cut

    def product(a, b):
        rows, columns = split(a), split(b)
        c = np.zeros((len(a), b.shape[1]), a.dtype)
        for both in reversed(range(parts)):  # the small ones first
            for s in reversed(range(both + 1)):
                c += rows[s] @ columns[both - s]
        return c
    return product


PRODUCTS = {
    "plain": (("float64", "float32"), lambda a, b: a @ b),
    "strassen": (("float64", "float32"), scaled(strassen)),
    "winograd": (("float64", "float32"), scaled(winograd)),
    "slices_8": (("float64",), sliced(8)),
    "slices_6": (("float64",), sliced(6)),
    "whole_slices_8": (("float64",), sliced(8, whole=True)),
    "tf32": (("float32",), in_tf32(1)),
    "three_tf32": (("float32",), in_tf32(2)),
    "three_cut_tf32": (("float32",), in_tf32(2, cut_to_tf32)),
    "six_tf32": (("float32",), in_tf32(3)),
}


def main():
    dtypes, multiply = PRODUCTS[sys.argv[1]]

    @etalon.implements("tensor.matmul")
    def matmul(a, b):
        if not (np.isfinite(a).all() and np.isfinite(b).all()):
            raise etalon.DomainError("C1", "not finite")
        return multiply(a, b)

    etalon.serve(name=sys.argv[1], dtypes=dtypes)


if __name__ == "__main__":
    main()
