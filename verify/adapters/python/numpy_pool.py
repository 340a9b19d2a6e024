"""Pooling in NumPy, window by window, in the form that a careful user would write."""
import itertools

import etalon
import numpy as np

LARGEST = 2**31 - 1


def setting(given, d, default, lowest):
    values = [int(value) for value in given] if len(given) else default
    if len(values) != d or any(not lowest <= value <= LARGEST for value in values):
        raise ValueError("a setting is out of its range, or not one for each axis")
    return values


def windows_along(extent, kernel, stride, padding, dilation, ceil_mode):
    """Each window along an axis as a slice of x, and its places in x and in the padding."""
    reach = dilation * (kernel - 1) + 1
    if 2 * padding > kernel:
        raise ValueError("more padding than half a window")
    last = (extent + 2 * padding - reach + (stride - 1 if ceil_mode else 0)) // stride
    if ceil_mode and last * stride >= extent + padding:
        last -= 1
    found = []
    for start in range(-padding, last * stride - padding + 1, stride):
        first = start if start >= 0 else start % dilation
        inside = slice(first, min(start + reach, extent), dilation)
        if first >= extent:
            raise ValueError("a window without an entry")
        found.append((inside, min(kernel, -(-(extent + padding - start) // dilation))))
    if not found:
        raise ValueError("no window")
    return found


def windows(x, kernel, stride, padding, dilation, ceil_mode):
    """The shape of y, and for each window its place, its slices of x, and the count of its places."""
    d = x.ndim - 2
    if not 1 <= d <= 3 or ceil_mode not in (0, 1):
        raise ValueError("not one to three spatial axes, or a mode that is none")
    kernel = setting(kernel, d, None if len(kernel) else [], 1)
    settings = zip(x.shape[2:], kernel, setting(stride, d, kernel, 1), setting(padding, d, [0] * d, 0), setting(dilation, d, [1] * d, 1))
    if np.prod(kernel, dtype=float) >= 2.0**53:
        raise ValueError("too large a window")
    axes = [windows_along(*of_axis, ceil_mode) for of_axis in settings]
    all_windows = []
    if x.shape[0] * x.shape[1]:
        for place in itertools.product(*(range(len(axis)) for axis in axes)):
            chosen = [axis[k] for axis, k in zip(axes, place)]
            all_windows.append(((..., *place), (..., *(inside for inside, _ in chosen)), int(np.prod([count for _, count in chosen]))))
    return x.shape[:2] + tuple(map(len, axes)), all_windows


def rows(patch):
    """A window's entries as a row for each sample and channel."""
    return patch.reshape(patch.shape[0], patch.shape[1], -1)


def maxima(x, shape, found):
    y = np.empty(shape, x.dtype)
    for place, inside, *_ in found:
        y[place] = rows(x[inside]).max(-1)
    return y


def to_maxima(x, found, cotangent):
    """Each cotangent to the first of the largest in its window."""
    if np.isnan(x).any():
        raise ValueError("x is NaN")
    grad = np.zeros_like(x)
    for place, inside, *_ in found:
        patch = rows(x[inside])
        first = np.arange(patch.shape[-1]) == patch.argmax(-1)[..., None]
        grad[inside] += np.where(first, cotangent[place][..., None], np.zeros_like(patch)).reshape(x[inside].shape)
    return grad


def means(x, shape, found):
    y = np.empty(shape, x.dtype)
    for place, inside, count in found:
        patch = rows(x[inside])
        shift = np.frexp(np.abs(patch).max(-1))[1]  # so that no sum overflows
        y[place] = np.ldexp(np.ldexp(patch, -shift[..., None]).sum(-1) / count, shift)
    return y


def to_means(x, found, cotangent):
    """Each cotangent evenly over its window."""
    grad = np.zeros_like(x)
    for place, inside, count in found:
        grad[inside] += (cotangent[place] / count).reshape(x.shape[:2] + (1,) * (x.ndim - 2))
    return grad


@etalon.implements("nn.max_pool")
def max_pool(x, kernel, stride, padding, dilation, ceil_mode):
    return maxima(x, *windows(x, kernel, stride, padding, dilation, ceil_mode))


@etalon.implements("nn.max_pool.vjp")
def max_pool_vjp(x, kernel, stride, padding, dilation, ceil_mode, cotangent):
    return to_maxima(x, windows(x, kernel, stride, padding, dilation, ceil_mode)[1], cotangent)


def averaged(x, kernel, stride, padding, ceil_mode, variant):
    """As windows, with what each window's sum is divided by."""
    if not np.isfinite(x).all():
        raise ValueError("an entry is not finite")
    shape, found = windows(x, kernel, stride, padding, [], ceil_mode)
    include = variant == "count_include_pad"
    return shape, [(place, inside, x.dtype.type(count if include else x[inside][0, 0].size)) for place, inside, count in found]


@etalon.implements("nn.avg_pool")
def avg_pool(x, kernel, stride, padding, ceil_mode, variant):
    return means(x, *averaged(x, kernel, stride, padding, ceil_mode, variant))


@etalon.implements("nn.avg_pool.vjp")
def avg_pool_vjp(x, kernel, stride, padding, ceil_mode, cotangent, variant):
    return to_means(x, averaged(x, kernel, stride, padding, ceil_mode, variant)[1], cotangent)


def adaptive(x, output_size):
    """As windows, those that cover x evenly."""
    d = x.ndim - 2
    if not 1 <= d <= 3:
        raise ValueError("not one to three spatial axes")
    counts = setting(output_size, d, [1] * d, 1)
    if any(count > extent for count, extent in zip(counts, x.shape[2:])):
        raise ValueError("more windows than entries")
    axes = [[slice(o * s // k, -((-o - 1) * s // k)) for o in range(k)] for k, s in zip(counts, x.shape[2:])]
    places = itertools.product(*map(range, counts)) if x.size else ()
    return x.shape[:2] + tuple(counts), [((..., *place), (..., *(axis[k] for axis, k in zip(axes, place)))) for place in places]


@etalon.implements("nn.adaptive_max_pool")
def adaptive_max_pool(x, output_size):
    return maxima(x, *adaptive(x, output_size))


@etalon.implements("nn.adaptive_max_pool.vjp")
def adaptive_max_pool_vjp(x, output_size, cotangent):
    return to_maxima(x, adaptive(x, output_size)[1], cotangent)


def adaptively_averaged(x, output_size):
    if not np.isfinite(x).all():
        raise ValueError("an entry is not finite")
    shape, found = adaptive(x, output_size)
    return shape, [(place, inside, x.dtype.type(x[inside][0, 0].size)) for place, inside in found]


@etalon.implements("nn.adaptive_avg_pool")
def adaptive_avg_pool(x, output_size):
    return means(x, *adaptively_averaged(x, output_size))


@etalon.implements("nn.adaptive_avg_pool.vjp")
def adaptive_avg_pool_vjp(x, output_size, cotangent):
    return to_means(x, adaptively_averaged(x, output_size)[1], cotangent)
