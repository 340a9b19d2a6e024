"""The parts of style-based generators in NumPy, in the form that a careful user would write."""
import etalon
import numpy as np

from numpy_norms import group_norm, group_norm_vjp


def of_one_sample(x, scale):
    """The channels of all samples as those of one, where they fit."""
    if x.ndim < 2 or x.shape[:2] != scale.shape:
        raise ValueError("the style does not fit")
    return x.reshape(1, scale.size, -1)


@etalon.implements("gan.adain")
def adain(x, scale, bias, epsilon, variant="scale"):
    factor = scale if variant == "scale" else 1 + scale
    return group_norm(of_one_sample(x, scale), factor.ravel(), bias.ravel(), scale.size, epsilon).reshape(x.shape)


@etalon.implements("gan.adain.vjp")
def adain_vjp(x, scale, bias, epsilon, cotangent, variant="scale"):
    factor = scale if variant == "scale" else 1 + scale
    grad_x, grad_scale, grad_bias = group_norm_vjp(of_one_sample(x, scale), factor.ravel(), bias.ravel(), scale.size, epsilon, cotangent.reshape(1, scale.size, -1))
    return grad_x.reshape(x.shape), grad_scale.reshape(scale.shape), grad_bias.reshape(scale.shape)


def modulation(weight, style, epsilon, variant):
    """w' by rows of one output channel of one sample, the inverse of their norms, and the exponents that these are scaled by."""
    if weight.ndim < 2 or weight.size == 0 or weight.shape[1] != style.shape[1] or not (np.isfinite(weight).all() and np.isfinite(style).all() and 0 < epsilon < np.inf):
        raise ValueError("weight and style do not fit, an entry is not finite, or epsilon not positive")
    of_style, of_weight = (np.frexp(np.abs(a).max(tuple(range(1, a.ndim)), keepdims=True))[1] for a in (style, weight))
    outputs, channels = weight.shape[:2]
    s, w = np.ldexp(style, -of_style)[:, None, :, None], np.ldexp(weight, -of_weight).reshape(1, outputs, channels, -1)
    if variant == "modulated":
        return (style[:, None, :, None] * weight.reshape(1, outputs, channels, -1)), None, None
    product, own = s * w, (of_style.reshape(-1, 1) + of_weight.reshape(1, -1))[:, :, None, None]
    shift = np.maximum(own + np.frexp(np.abs(product).max((2, 3), keepdims=True))[1], np.frexp(np.sqrt(epsilon))[1])
    product = np.ldexp(product, own - shift)
    inverse = 1 / np.sqrt((product * product).sum((2, 3), keepdims=True) + np.ldexp(epsilon, -2 * shift))
    return product * inverse, inverse, shift


@etalon.implements("gan.modulated_weight")
def modulated_weight(weight, style, epsilon, variant="demodulated"):
    return modulation(weight, style, epsilon, variant)[0].reshape(style.shape[:1] + weight.shape)


@etalon.implements("gan.modulated_weight.vjp")
def modulated_weight_vjp(weight, style, epsilon, cotangent, variant="demodulated"):
    y, inverse, shift = modulation(weight, style, epsilon, variant)
    if cotangent.shape != style.shape[:1] + weight.shape:
        raise ValueError("the cotangent does not fit")
    c = cotangent.reshape(y.shape)
    if variant == "demodulated":
        c = np.ldexp((c - y * (c * y).sum((2, 3), keepdims=True)) * inverse, -shift)
    w = weight.reshape(1, *y.shape[1:])
    return (c * style[:, None, :, None]).sum(0).reshape(weight.shape), (c * w).sum((1, 3))


def repeated(low):
    for axis in range(2, low.ndim):
        low = low.repeat(2, axis)
    return low


@etalon.implements("gan.progressive_fade")
def progressive_fade(low, high, alpha):
    up = repeated(low)
    if not 3 <= low.ndim <= 5 or up.shape != high.shape or not 0 <= alpha <= 1 or not (np.isfinite(low).all() and np.isfinite(high).all()):
        raise ValueError("the shapes do not fit, an entry is not finite, or alpha not in [0, 1]")
    return (1 - alpha) * up + alpha * high


@etalon.implements("gan.progressive_fade.vjp")
def progressive_fade_vjp(low, high, alpha, cotangent):
    progressive_fade(low, high, alpha)
    cells = ((1 - alpha) * cotangent).reshape(low.shape[:2] + tuple(part for extent in low.shape[2:] for part in (extent, 2)))
    return cells.sum(tuple(range(3, cells.ndim, 2))), alpha * cotangent


def truncated(w, mean, psi, cutoff):
    if not (0 <= cutoff <= w.shape[1] and np.isfinite(w).all() and np.isfinite(mean).all() and np.isfinite(psi)):
        raise ValueError("an entry is not finite, or there are fewer layers")
    return (np.arange(w.shape[1]) < cutoff)[:, None]


@etalon.implements("gan.truncation")
def truncation(w, mean, psi, cutoff):
    return np.where(truncated(w, mean, psi, cutoff), psi * w + (1 - psi) * mean, w)


@etalon.implements("gan.truncation.vjp")
def truncation_vjp(w, mean, psi, cutoff, cotangent):
    return np.where(truncated(w, mean, psi, cutoff), psi * cotangent, cotangent), ((1 - psi) * cotangent[:, :cutoff]).sum((0, 1))


@etalon.implements("gan.style_mix")
def style_mix(first, second, crossover):
    if not (0 <= crossover <= first.shape[1] and np.isfinite(first).all() and np.isfinite(second).all()):
        raise ValueError("an entry is not finite, or there are fewer layers")
    return np.where((np.arange(first.shape[1]) < crossover)[:, None], first, second)


def pairs(features, tensor):
    """M[i] - M[j], and exp of minus its sizes' sum over each kernel, of j other than i."""
    if not (np.isfinite(features).all() and np.isfinite(tensor).all()):
        raise ValueError("an entry is not finite")
    exponents = [int(np.frexp(np.abs(a).max(initial=0))[1]) for a in (features, tensor)]
    shift = max(0, sum(exponents) + len(tensor).bit_length() + 2 - np.finfo(features.dtype).maxexp)
    m = np.tensordot(np.ldexp(features, -(shift // 2)), np.ldexp(tensor, shift // 2 - shift), 1)
    differences = m[:, None] - m[None]
    with np.errstate(over="ignore"):
        near = np.exp(-np.ldexp(np.abs(differences).sum(-1), shift))
    return differences, near * (1 - np.eye(len(m), dtype=near.dtype))[:, :, None]


@etalon.implements("gan.minibatch_discrimination")
def minibatch_discrimination(features, tensor, variant="with_itself"):
    near = pairs(features, tensor)[1].sum(1)
    return near + 1 if variant == "with_itself" else near


@etalon.implements("gan.minibatch_discrimination.vjp")
def minibatch_discrimination_vjp(features, tensor, cotangent, variant="with_itself"):
    differences, near = pairs(features, tensor)
    m = -((cotangent[:, None] + cotangent[None]) * near)[..., None] * np.sign(differences)
    m = m.sum(1)
    return np.tensordot(m, tensor, ((1, 2), (1, 2))), np.tensordot(features, m, ((0,), (0,)))
