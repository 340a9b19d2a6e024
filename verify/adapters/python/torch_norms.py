"""PyTorch's norms of groups of channels, and their derivatives by autograd."""
from torch.nn import functional as F

from torch_call import gradient, implements


@implements("nn.group_norm")
def group_norm(x, weight, bias, groups, epsilon):
    return F.group_norm(x, groups, weight, bias, float(epsilon))


@implements("nn.group_norm.vjp")
def group_norm_vjp(x, weight, bias, groups, epsilon, cotangent):
    return gradient(lambda x, w, b: F.group_norm(x, groups, w, b, float(epsilon)), x, weight, bias, cotangent=cotangent)


@implements("nn.instance_norm")
def instance_norm(x, weight, bias, epsilon):
    return F.instance_norm(x, weight=weight, bias=bias, eps=float(epsilon))


@implements("nn.instance_norm.vjp")
def instance_norm_vjp(x, weight, bias, epsilon, cotangent):
    return gradient(lambda x, w, b: F.instance_norm(x, weight=w, bias=b, eps=float(epsilon)), x, weight, bias, cotangent=cotangent)


def normalizing(variant, p):
    def forward(x, axis, epsilon):
        return F.normalize(x, p, axis, float(epsilon))

    def backward(x, axis, epsilon, cotangent):
        return gradient(lambda x: F.normalize(x, p, axis, float(epsilon)), x, cotangent=cotangent)

    implements(f"nn.normalize{{{variant}}}")(forward)
    implements(f"nn.normalize.vjp{{{variant}}}")(backward)


normalizing("l2", 2)
normalizing("l1", 1)
