"""Copy this file, keep the folder `etalon` beside it or on PYTHONPATH, and put your own functions here."""
import etalon
import numpy as np


@etalon.implements("nn.softmax")
def softmax(x, axis):
    e = np.exp(x - x.max(axis, keepdims=True))
    return e / e.sum(axis, keepdims=True)


etalon.serve(name="my library 1.0")
