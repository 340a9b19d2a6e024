"""Both halves of DCGAN in NumPy, from the layers that a careful user would write."""
import etalon
import numpy as np

from numpy_conv import conv, conv_transpose, conv_transpose_vjp, conv_vjp
from numpy_norms import batch_norm, batch_norm_vjp


class Chain:
    """Layers one after the other, and what the way back needs of them."""

    def __init__(self, transposed, weights, scales, shifts, stride, padding, epsilon, slope):
        if not weights or len(scales) != max(0, len(weights) - (1 if transposed else 2)) or len(scales) != len(shifts):
            raise ValueError("there are no layers, or other scales and shifts than layers that are normalised")
        none = np.zeros(0, np.int64)
        self.steps = (stride, padding, none, none, 1) if transposed else (stride, padding, none, 1)
        self.forth, self.back = (conv_transpose, conv_transpose_vjp) if transposed else (conv, conv_vjp)
        self.weights, self.scales, self.shifts, self.epsilon, self.slope = weights, scales, shifts, epsilon, slope
        self.first = 0 if transposed else 1
        self.taken, self.convolved, self.given = [], [], []

    def normalised(self, l):
        return self.first <= l < len(self.weights) - 1

    def forward(self, x):
        for l, weight in enumerate(self.weights):
            self.taken.append(x)
            z = self.forth(x, weight, np.zeros(0, x.dtype), *self.steps)
            self.convolved.append(z)
            if self.normalised(l):
                z = batch_norm(z, self.scales[l - self.first], self.shifts[l - self.first], self.epsilon)
            self.given.append(z)
            x = np.where(z > 0, z, self.slope * z)
        return z

    def backward(self, cotangent):
        weights, scales, shifts = [], [], []
        for l in reversed(range(len(self.weights))):
            if l + 1 < len(self.weights):
                cotangent = np.where(self.given[l] > 0, cotangent, self.slope * cotangent)
            if self.normalised(l):
                k = l - self.first
                cotangent, of_scale, of_shift = batch_norm_vjp(self.convolved[l], self.scales[k], self.shifts[k], self.epsilon, cotangent)
                scales.insert(0, of_scale)
                shifts.insert(0, of_shift)
            cotangent, of_weight, _ = self.back(self.taken[l], self.weights[l], np.zeros(0, cotangent.dtype), *self.steps, cotangent)
            weights.insert(0, of_weight)
        return cotangent, weights, scales, shifts


@etalon.implements("gan.dcgan_generator")
def dcgan_generator(x, weights, scales, shifts, stride, padding, epsilon):
    return np.tanh(Chain(True, weights, scales, shifts, stride, padding, epsilon, np.zeros_like(epsilon)).forward(x))


@etalon.implements("gan.dcgan_generator.vjp")
def dcgan_generator_vjp(x, weights, scales, shifts, stride, padding, epsilon, cotangent):
    chain = Chain(True, weights, scales, shifts, stride, padding, epsilon, np.zeros_like(epsilon))
    z = chain.forward(x)
    if cotangent.shape != z.shape:
        raise ValueError("the cotangent does not fit")
    with np.errstate(over="ignore"):
        return chain.backward(cotangent / np.cosh(z) / np.cosh(z))


@etalon.implements("gan.dcgan_discriminator")
def dcgan_discriminator(x, weights, scales, shifts, stride, padding, epsilon, slope):
    return Chain(False, weights, scales, shifts, stride, padding, epsilon, slope).forward(x)


@etalon.implements("gan.dcgan_discriminator.vjp")
def dcgan_discriminator_vjp(x, weights, scales, shifts, stride, padding, epsilon, slope, cotangent):
    chain = Chain(False, weights, scales, shifts, stride, padding, epsilon, slope)
    if cotangent.shape != chain.forward(x).shape:
        raise ValueError("the cotangent does not fit")
    return chain.backward(cotangent)
