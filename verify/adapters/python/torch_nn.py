"""PyTorch's activations, and their derivatives by autograd."""
from torch.nn import functional as F

from torch_call import gradient, implements


def entrywise(name, f, variant=""):
    def forward(x):
        return f(x)

    def backward(x, cotangent):
        return gradient(f, x, cotangent=cotangent)

    implements(name + variant)(forward)
    implements(name + ".vjp" + variant)(backward)


for name, f in {"relu": F.relu, "selu": F.selu, "sigmoid": F.sigmoid, "tanh": F.tanh, "softplus": F.softplus, "softsign": F.softsign, "silu": F.silu}.items():
    entrywise(f"nn.{name}", f)
entrywise("nn.hard_sigmoid", F.hardsigmoid, "{sixth}")
entrywise("nn.gelu", F.gelu, "{erf}")
entrywise("nn.gelu", lambda x: F.gelu(x, approximate="tanh"), "{tanh}")


@implements("nn.leaky_relu")
def leaky_relu(x, slope):
    return F.leaky_relu(x, float(slope))


@implements("nn.leaky_relu.vjp")
def leaky_relu_vjp(x, slope, cotangent):
    return gradient(lambda x: F.leaky_relu(x, float(slope)), x, cotangent=cotangent)


@implements("nn.elu")
def elu(x, alpha):
    return F.elu(x, float(alpha))


@implements("nn.elu.vjp")
def elu_vjp(x, alpha, cotangent):
    return gradient(lambda x: F.elu(x, float(alpha)), x, cotangent=cotangent)


@implements("nn.hard_tanh")
def hard_tanh(x, low, high):
    return F.hardtanh(x, float(low), float(high))


@implements("nn.hard_tanh.vjp")
def hard_tanh_vjp(x, low, high, cotangent):
    return gradient(lambda x: F.hardtanh(x, float(low), float(high)), x, cotangent=cotangent)
