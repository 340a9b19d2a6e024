"""PyTorch's layers, and their derivatives by autograd."""
from torch.nn import functional as F

from torch_call import gradient, implements


@implements("nn.layer_norm")
def layer_norm(x, weight, bias, epsilon):
    return F.layer_norm(x, weight.shape, weight, bias, float(epsilon))


@implements("nn.layer_norm.vjp")
def layer_norm_vjp(x, weight, bias, epsilon, cotangent):
    return gradient(lambda x, w, b: F.layer_norm(x, w.shape, w, b, float(epsilon)), x, weight, bias, cotangent=cotangent)


@implements("nn.rms_norm")
def rms_norm(x, weight, epsilon):
    return F.rms_norm(x, weight.shape, weight, float(epsilon))


@implements("nn.rms_norm.vjp")
def rms_norm_vjp(x, weight, epsilon, cotangent):
    return gradient(lambda x, w: F.rms_norm(x, w.shape, w, float(epsilon)), x, weight, cotangent=cotangent)


@implements("nn.linear")
def linear(x, weight, bias):
    return F.linear(x, weight, bias)


@implements("nn.linear.vjp")
def linear_vjp(x, weight, bias, cotangent):
    return gradient(F.linear, x, weight, bias, cotangent=cotangent)


@implements("nn.embedding")
def embedding(table, index):
    return F.embedding(index, table)


@implements("nn.embedding.vjp")
def embedding_vjp(table, index, cotangent):
    return gradient(lambda table: F.embedding(index, table), table, cotangent=cotangent)
