"""The two courses that train in NumPy: PHYS 246 (one image a step) and the DECaLS course (a batch, momentum as a moving average)."""
import time

import numpy as np

import blas
from lines import serve


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


class Phys246:
    """tanh, then sigmoid; binary cross-entropy summed over the outputs; plain gradient descent, a vector at a time."""

    def __init__(self, weights, optimizer):
        self.w1, self.b1, self.w2, self.b2 = (np.ascontiguousarray(array.T) for array in weights)
        self.eta = np.float32(optimizer['learningRate'])

    def step(self, x, y):
        x, y = x[0], y[0]
        h = np.tanh(self.w1 @ x + self.b1)
        a = sigmoid(self.w2 @ h + self.b2)
        e = a - y
        dh = (self.w2.T @ e) * (1 - h * h)
        self.w2 -= self.eta * np.outer(e, h)
        self.b2 -= self.eta * e
        self.w1 -= self.eta * np.outer(dh, x)
        self.b1 -= self.eta * dh
        return lambda: -(y * np.log(a) + (1 - y) * np.log(1 - a)).sum()


class Decals:
    """Two sigmoid layers without biases; squared error; samples are columns, as in the course."""

    def __init__(self, weights, optimizer):
        self.b, self.a = (np.ascontiguousarray(array.T) for array in weights)
        self.va, self.vb = np.zeros_like(self.a), np.zeros_like(self.b)
        self.eta, self.beta = np.float32(optimizer['learningRate']), np.float32(optimizer['momentum'])

    def step(self, x, t):
        x, t = x.T, t.T  # [inputs, batch], [outputs, batch]
        size = np.float32(x.shape[1])
        hidden = sigmoid(self.b @ x)
        out = sigmoid(self.a @ hidden)
        e = out - t
        delta = e * out * (1 - out)
        back = self.a.T @ delta
        ga = (2 / size) * delta @ hidden.T
        gb = (2 / size) * (back * hidden * (1 - hidden)) @ x.T
        self.va = self.beta * self.va + (1 - self.beta) * ga
        self.vb = self.beta * self.vb + (1 - self.beta) * gb
        self.a -= self.eta * self.va
        self.b -= self.eta * self.vb
        return lambda: (e * e).sum() / size


courses = {'phys246': Phys246, 'decals': Decals}


class Entrant:
    def open(self, job, options):
        def read(name):
            return np.fromfile(options['root'] + job['files'][name], dtype='<f4')

        batches = job['batches']
        self.x = read('x').reshape(batches, job['batch'], -1)
        self.t = read('t').reshape(batches, job['batch'], -1)
        values = read('weights')
        arrays = [values[w['offset'] : w['offset'] + int(np.prod(w['shape']))].reshape(w['shape']) for w in job['weights']]
        self.course = courses[job['name']](arrays, job['optimizer'])
        self.steps = 0
        return {'note': blas.in_words()}

    def run(self, steps):
        started = time.perf_counter()
        for _ in range(steps):
            index = self.steps % len(self.x)
            self.steps += 1
            loss = self.course.step(self.x[index], self.t[index])
        ms = 1000 * (time.perf_counter() - started)
        return {'ms': ms, 'loss': float(loss())}


if __name__ == '__main__':
    serve(Entrant())
