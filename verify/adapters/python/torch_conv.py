"""PyTorch's convolutions, and their derivatives by autograd."""
from torch.nn import functional as F

from torch_call import gradient, implements

CONV = {3: F.conv1d, 4: F.conv2d, 5: F.conv3d}
CONV_TRANSPOSE = {3: F.conv_transpose1d, 4: F.conv_transpose2d, 5: F.conv_transpose3d}


def steps(**given):
    """Those that are not left out."""
    return {name: each.tolist() for name, each in given.items() if each.numel()}


def convolve(functions, x, weight, bias, groups, **given):
    return functions[x.ndim](x, weight, bias if bias.numel() else None, groups=groups, **steps(**given))


@implements("nn.conv")
def conv(x, weight, bias, stride, padding, dilation, groups):
    return convolve(CONV, x, weight, bias, groups, stride=stride, padding=padding, dilation=dilation)


@implements("nn.conv.vjp")
def conv_vjp(x, weight, bias, stride, padding, dilation, groups, cotangent):
    return gradient(lambda *inputs: convolve(CONV, *inputs, groups, stride=stride, padding=padding, dilation=dilation), x, weight, bias, cotangent=cotangent)


@implements("nn.conv_transpose")
def conv_transpose(x, weight, bias, stride, padding, output_padding, dilation, groups):
    return convolve(CONV_TRANSPOSE, x, weight, bias, groups, stride=stride, padding=padding, output_padding=output_padding, dilation=dilation)


@implements("nn.conv_transpose.vjp")
def conv_transpose_vjp(x, weight, bias, stride, padding, output_padding, dilation, groups, cotangent):
    return gradient(lambda *inputs: convolve(CONV_TRANSPOSE, *inputs, groups, stride=stride, padding=padding, output_padding=output_padding, dilation=dilation), x, weight, bias,
                    cotangent=cotangent)
