"""How PyTorch is called: the verifier's arrays as tensors, and derivatives by autograd."""
import functools

import etalon
import numpy as np
import torch


def tensor(value):
    """An array as a tensor of the same layout, a scalar of a floating dtype as a tensor of no axes, the rest as it is.

    PyTorch has no negative strides: where NumPy's view goes backwards, the tensor takes every second entry forwards.
    """
    if isinstance(value, list):
        return [tensor(entry) for entry in value]
    if isinstance(value, np.generic) and not isinstance(value, np.integer):
        value = np.asarray(value)
    if not isinstance(value, np.ndarray):
        return value
    if value.dtype.name == "bfloat16":  # which NumPy has from ml_dtypes, and PyTorch of its own
        return tensor(value.view(np.int16)).view(torch.bfloat16)
    if any(stride < 0 for stride in value.strides):
        large = 10**9 if value.itemsize > 2 else 20000  # in float16, and a large number of bfloat16 by its bits
        larger = np.full(value.shape[:-1] + (2 * value.shape[-1],), large, value.dtype)
        larger[..., ::2] = value
        return torch.from_numpy(larger)[..., ::2]
    return torch.from_numpy(value)


def array(value):
    """A tensor, or tuples, lists and dicts of them, as NumPy arrays."""
    if isinstance(value, torch.Tensor):
        value = value.detach()
        return value.view(torch.int16).numpy().view("bfloat16") if value.dtype == torch.bfloat16 else value.numpy()
    if isinstance(value, dict):
        return {name: array(entry) for name, entry in value.items()}
    if isinstance(value, (tuple, list)):
        return type(value)(array(entry) for entry in value)
    return value


def implements(name):
    """As etalon.implements, for functions of tensors."""
    def register(function):
        @functools.wraps(function)
        def called(**inputs):
            return array(function(**{field: tensor(value) for field, value in inputs.items()}))
        return etalon.implements(name)(called)
    return register


def gradient(f, *operands, cotangent=None):
    """The cotangents of the operands, by autograd."""
    leaves = [operand.requires_grad_() for operand in operands]
    return torch.autograd.grad(f(*leaves), leaves, cotangent, allow_unused=True, materialize_grads=True)


def mirrored(a):
    """The symmetric matrix of a's lower triangle, whose entries are the parameters: autograd's cotangent is theirs."""
    return a.tril() + a.tril(-1).mT
