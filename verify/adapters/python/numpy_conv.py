"""Convolutions in NumPy, tap by tap of the kernel: no entry is copied for each tap that meets it."""
import etalon
import numpy as np


class Windows:
    """Where the taps of a kernel meet the entries of a padded array: position p of tap k on entry p stride + k dilation."""

    def __init__(self, x, weight, bias, stride, padding, dilation, groups):
        axes = x.ndim - 2
        if axes not in (1, 2, 3) or weight.ndim != x.ndim or 0 in x.shape[1:] + weight.shape:
            raise ValueError("x and weight have not one to three spatial axes with entries")
        if not all(np.isfinite(array).all() for array in (x, weight, bias)):
            raise ValueError("an entry is not finite")
        self.stride, self.padding, self.dilation = ([int(step) for step in given] or [default] * axes
                                                    for given, default in ((stride, 1), (padding, 0), (dilation, 1)))
        if {len(self.stride), len(self.padding), len(self.dilation)} != {axes} or min(self.stride + self.dilation) < 1 or min(self.padding) < 0:
            raise ValueError("a step is out of its range")
        if groups < 1 or x.shape[1] % groups or len(weight) % groups:
            raise ValueError("groups do not divide the channels")
        self.groups, self.kernel = groups, weight.shape[2:]
        self.reach = [d * (k - 1) + 1 for d, k in zip(self.dilation, self.kernel)]

    def by_group(self, array):
        """Its channels as groups of channels."""
        return array.reshape(array.shape[0], self.groups, array.shape[1] // self.groups, *array.shape[2:])

    def padded(self, large):
        return np.pad(large, [(0, 0), (0, 0)] + [(p, p) for p in self.padding])

    def cropped(self, large):
        return large[(..., *(slice(p, n - p) for p, n in zip(self.padding, large.shape[2:])))]

    def taps(self, positions):
        """Each tap, and the entries that it meets."""
        for tap in np.ndindex(*self.kernel):
            yield (..., *tap), (..., *(slice(k * d, k * d + (n - 1) * s + 1, s) for k, d, n, s in zip(tap, self.dilation, positions, self.stride)))

    def convolved(self, large, weight):
        positions = [(n + 2 * p - r) // s + 1 for n, p, r, s in zip(large.shape[2:], self.padding, self.reach, self.stride)]
        if min(positions) < 1:
            raise ValueError("the kernel is larger than x")
        large, weight = self.by_group(self.padded(large)), weight.reshape(self.groups, -1, *weight.shape[1:])
        small = np.zeros((len(large), self.groups, weight.shape[1], *positions), large.dtype)
        for tap, entries in self.taps(positions):
            small += np.einsum("goc,ngc...->ngo...", weight[tap], large[entries])
        return small.reshape(len(large), -1, *positions)

    def transposed(self, small, weight, extents):
        """`extents` are those of the large array."""
        positions, small, weight = small.shape[2:], self.by_group(small), weight.reshape(self.groups, -1, *weight.shape[1:])
        large = np.zeros((len(small), self.groups, weight.shape[2], *(n + 2 * p for n, p in zip(extents, self.padding))), small.dtype)
        for tap, entries in self.taps(positions):
            large[entries] += np.einsum("goc,ngo...->ngc...", weight[tap], small)
        return self.cropped(large.reshape(len(small), -1, *large.shape[3:]))

    def of_weight(self, large, small, weight):
        positions, large, small = small.shape[2:], self.by_group(self.padded(large)), self.by_group(small)
        grad = np.zeros((self.groups, len(weight) // self.groups, *weight.shape[1:]), weight.dtype)
        for tap, entries in self.taps(positions):
            met = large[entries]
            grad[tap] = np.einsum("ngop,ngcp->goc", small.reshape(*small.shape[:3], -1), met.reshape(*met.shape[:3], -1))
        return grad.reshape(weight.shape)


def with_bias(y, bias):
    return y + bias.reshape(-1, *[1] * (y.ndim - 2)) if bias.size else y


def of_bias(cotangent, bias):
    return cotangent.sum((0, *range(2, cotangent.ndim))) if bias.size else bias


@etalon.implements("nn.conv")
def conv(x, weight, bias, stride, padding, dilation, groups):
    return with_bias(Windows(x, weight, bias, stride, padding, dilation, groups).convolved(x, weight), bias)


@etalon.implements("nn.conv.vjp")
def conv_vjp(x, weight, bias, stride, padding, dilation, groups, cotangent):
    windows = Windows(x, weight, bias, stride, padding, dilation, groups)
    return windows.transposed(cotangent, weight, x.shape[2:]), windows.of_weight(x, cotangent, weight), of_bias(cotangent, bias)


@etalon.implements("nn.conv_transpose")
def conv_transpose(x, weight, bias, stride, padding, output_padding, dilation, groups):
    windows = Windows(x, weight, bias, stride, padding, dilation, groups)
    more = [int(m) for m in output_padding] or [0] * len(windows.kernel)
    extents = [(n - 1) * s - 2 * p + r + m for n, s, p, r, m in zip(x.shape[2:], windows.stride, windows.padding, windows.reach, more)]
    if min(extents) < 1 or any(not 0 <= m < max(s, d) for m, s, d in zip(more, windows.stride, windows.dilation)):
        raise ValueError("the paddings leave nothing, or more than there is")
    return with_bias(windows.transposed(x, weight, extents), bias)


@etalon.implements("nn.conv_transpose.vjp")
def conv_transpose_vjp(x, weight, bias, stride, padding, output_padding, dilation, groups, cotangent):
    windows = Windows(x, weight, bias, stride, padding, dilation, groups)
    return windows.convolved(cotangent, weight)[(..., *map(slice, x.shape[2:]))], windows.of_weight(cotangent, x, weight), of_bias(cotangent, bias)
