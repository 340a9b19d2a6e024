"""PyTorch's pooling, and its derivatives by autograd."""
from torch.nn import functional as F

from torch_call import gradient, implements

MAX = {1: F.max_pool1d, 2: F.max_pool2d, 3: F.max_pool3d}
AVG = {1: F.avg_pool1d, 2: F.avg_pool2d, 3: F.avg_pool3d}


def settings(x, functions, **given):
    """The function of as many axes, and the settings that are given."""
    if x.ndim - 2 not in functions:
        raise ValueError("no pooling of so many axes")
    return functions[x.ndim - 2], {name: value.tolist() for name, value in given.items() if value.numel()}


@implements("nn.max_pool")
def max_pool(x, kernel, stride, padding, dilation, ceil_mode):
    f, given = settings(x, MAX, kernel_size=kernel, stride=stride, padding=padding, dilation=dilation)
    return f(x, ceil_mode=bool(ceil_mode), **given)


@implements("nn.max_pool.vjp")
def max_pool_vjp(x, kernel, stride, padding, dilation, ceil_mode, cotangent):
    return gradient(lambda x: max_pool.__wrapped__(x, kernel, stride, padding, dilation, ceil_mode), x, cotangent=cotangent)


@implements("nn.avg_pool")
def avg_pool(x, kernel, stride, padding, ceil_mode, variant):
    f, given = settings(x, AVG, kernel_size=kernel, stride=stride, padding=padding)
    return f(x, ceil_mode=bool(ceil_mode), count_include_pad=variant == "count_include_pad", **given)


@implements("nn.avg_pool.vjp")
def avg_pool_vjp(x, kernel, stride, padding, ceil_mode, cotangent, variant):
    return gradient(lambda x: avg_pool.__wrapped__(x, kernel, stride, padding, ceil_mode, variant), x, cotangent=cotangent)


def adaptive(name, functions):
    def forward(x, output_size):
        f, given = settings(x, functions, output_size=output_size)
        return f(x, given.get("output_size", [1] * (x.ndim - 2)))

    def backward(x, output_size, cotangent):
        return gradient(lambda x: forward(x, output_size), x, cotangent=cotangent)

    implements(name)(forward)
    implements(name + ".vjp")(backward)


adaptive("nn.adaptive_max_pool", {1: F.adaptive_max_pool1d, 2: F.adaptive_max_pool2d, 3: F.adaptive_max_pool3d})
adaptive("nn.adaptive_avg_pool", {1: F.adaptive_avg_pool1d, 2: F.adaptive_avg_pool2d, 3: F.adaptive_avg_pool3d})
