"""The derivatives of einsum in NumPy, in the form that a careful user would write: by einsum itself, with numbers for letters."""
import etalon
import numpy as np


def labels_of(equation, operands):
    """The axes of each operand and of the output as numbers; those of the ellipsis count from the last."""
    terms, arrow, output = equation.replace(" ", "").partition("->")
    terms = terms.split(",")
    widths = [operand.ndim - len(term.replace("...", "")) for term, operand in zip(terms, operands)]

    def numbered(term, width):
        head, dots, tail = term.partition("...")
        return [ord(c) for c in head] + [-1 - k for k in range(width)][::-1] * bool(dots) + [ord(c) for c in tail]

    if not arrow:
        letters = "".join(terms).replace(".", "")
        output = "..." * any("..." in term for term in terms) + "".join(sorted(c for c in set(letters) if letters.count(c) == 1))
    return [numbered(term, width) for term, width in zip(terms, widths)], numbered(output, max(widths))


@etalon.implements("tensor.einsum.vjp")
def einsum_vjp(equation, operands, cotangent):
    np.einsum(equation, *operands, optimize=False)  # or it refuses
    terms, output = labels_of(equation, operands)
    extents = {}
    for term, operand in zip(terms, operands):
        for label, extent in zip(term, operand.shape):
            extents[label] = extent if extents.get(label, 1) == 1 else extents[label]
    small = {label: i for i, label in enumerate(extents)}  # einsum takes numbers below 52
    gradients = []
    for o, (term, operand) in enumerate(zip(terms, operands)):
        others = [(tensor, labels) for i, (tensor, labels) in enumerate(zip(operands, terms)) if i != o]
        given = [(cotangent, output), *others]
        # An axis of extent 1 that another operand spreads is summed over; one that only this operand has is spread.
        own = {label for label, extent in zip(term, operand.shape) if extent == extents[label]}
        kept = [label for label in dict.fromkeys(term) if label in own and any(label in labels and tensor.shape[labels.index(label)] == extents[label] for tensor, labels in given)]
        arguments = [part for tensor, labels in given for part in (tensor, [small[label] for label in labels])]
        summed = np.einsum(*arguments, [small[label] for label in kept], optimize=False)
        unique = list(dict.fromkeys(term))
        shape = [operand.shape[term.index(label)] for label in unique]
        spread = np.broadcast_to(np.expand_dims(summed.transpose(np.argsort([unique.index(label) for label in kept])), [i for i, label in enumerate(unique) if label not in kept]), shape)
        grad = np.zeros_like(operand)
        diagonal = np.indices(shape, sparse=True) if shape else ()
        grad[tuple(diagonal[unique.index(label)] for label in term)] = spread
        gradients.append(grad)
    return {"grad_operands": gradients}
