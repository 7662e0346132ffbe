"""A training step in PyTorch. Speaks JSON, a line a message: {"open": job, "options": {...}} and {"run": steps}."""
import time

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

import blas
from lines import serve

activations = {'linear': nn.Identity, 'relu': nn.ReLU, 'sigmoid': nn.Sigmoid, 'tanh': nn.Tanh, 'softmax': lambda: nn.Softmax(-1)}
convolutions = {1: nn.Conv1d, 2: nn.Conv2d, 3: nn.Conv3d}
pools = {1: nn.MaxPool1d, 2: nn.MaxPool2d, 3: nn.MaxPool3d}


def numbers(root, path, shape):
    return np.fromfile(root + path, dtype='<f4').reshape(shape)


def channels_first(array):
    """[batch, ...space, channels] as PyTorch wants it: [batch, channels, ...space]."""
    return np.ascontiguousarray(np.moveaxis(array, -1, 1)) if array.ndim > 2 else array


class Builder:
    """Puts a network together layer by layer, with the given weights, and knows the shape that has been reached."""

    def __init__(self, job, weights):
        self.shape = [job['inputShape'][-1], *job['inputShape'][:-1]]  # channels first
        self.before_flatten = None
        self.modules = []
        arrays = {}
        for entry in job['weights']:
            size = int(np.prod(entry['shape']))
            arrays.setdefault(entry['layer'], {})[entry['name']] = weights[entry['offset'] : entry['offset'] + size].reshape(entry['shape'])
        # PyTorch's cross-entropies take logits, and so does the input's gradient
        on_logits = job['task'] != 'training' or job['loss'].endswith('cross-entropy')
        for index, layer in enumerate(job['layers']):
            self.add(layer, arrays.get(index, {}))
            last = index == len(job['layers']) - 1
            activation = layer.get('activation', 'linear')
            if activation != 'linear' and not (last and on_logits):
                self.modules.append(activations[activation]())

    def add(self, layer, arrays):
        kind = layer['type']
        if kind == 'Flatten':
            self.before_flatten = self.shape
            self.append(nn.Flatten())
        elif kind == 'Dense':
            self.append(self.dense(layer, arrays))
        elif kind == 'Dropout':
            self.append(nn.Dropout(layer['rate']))
        elif kind.startswith('Conv'):
            self.append(self.convolution(layer, arrays))
        elif kind.startswith('MaxPooling'):
            size = layer['poolSize']
            self.append(pools[int(kind[-2])](size, layer.get('strides', size)))
        elif kind.startswith('ZeroPadding'):
            self.append(nn.ConstantPad3d([side for axis in reversed(layer['padding']) for side in axis], 0.0))
        elif kind.startswith('GlobalAveragePooling'):
            self.append(nn.Sequential(nn.AdaptiveAvgPool3d(1), nn.Flatten()))
        else:
            raise ValueError('no layer ' + kind)

    def append(self, module):
        self.modules.append(module)
        with torch.no_grad():
            self.shape = list(module.eval()(torch.zeros(1, *self.shape)).shape[1:])
        module.train()

    def dense(self, layer, arrays):
        kernel = arrays['kernel']  # [inputs, units], the inputs flattened with the channels last
        if self.before_flatten:
            channels, *space = self.before_flatten
            kernel = np.moveaxis(kernel.reshape(*space, channels, -1), -2, 0).reshape(kernel.shape)
            self.before_flatten = None
        return self.with_weights(nn.Linear(*kernel.shape, bias='bias' in arrays), kernel.T, arrays)

    def convolution(self, layer, arrays):
        kernel = arrays['kernel']  # [...space, channels, filters]
        *size, channels, filters = kernel.shape
        strides = layer.get('strides', 1)
        padding = layer.get('padding', 'valid')
        module = convolutions[len(size)](channels, filters, size, strides if isinstance(strides, int) else tuple(strides), padding)
        return self.with_weights(module, np.moveaxis(kernel, (-1, -2), (0, 1)), arrays)

    def with_weights(self, module, kernel, arrays):
        with torch.no_grad():
            module.weight.copy_(torch.from_numpy(np.ascontiguousarray(kernel)))
            if 'bias' in arrays:
                module.bias.copy_(torch.from_numpy(np.ascontiguousarray(arrays['bias'])))
        return module


def loss_of(name):
    if name == 'categorical-cross-entropy':
        return lambda z, labels, targets: F.cross_entropy(z, labels)
    if name == 'binary-cross-entropy':
        return lambda z, labels, targets: F.binary_cross_entropy_with_logits(z, targets, reduction='sum') / len(z)
    return lambda a, labels, targets: ((a - targets) ** 2).sum() / len(a)


def optimizer_of(net, optimizer):
    name, rate = optimizer['name'], optimizer['learningRate']
    if name == 'adam':
        return torch.optim.Adam(net.parameters(), lr=rate)
    if name == 'ema-momentum':  # v = beta v + (1 - beta) g, w -= rate v
        beta = optimizer['momentum']
        return torch.optim.SGD(net.parameters(), lr=rate * (1 - beta), momentum=beta)
    return torch.optim.SGD(net.parameters(), lr=rate)


class Entrant:
    def open(self, job, options):
        torch.set_num_threads(int(options.get('threads', 1)))
        torch.manual_seed(1)
        self.device = torch.device(options.get('device', 'cpu'))
        count = job['batch'] * job['batches']
        x = channels_first(numbers(options['root'], job['files']['x'], (count, *job['inputShape'])))
        t = numbers(options['root'], job['files']['t'], (count, job['outputs']))
        weights = numbers(options['root'], job['files']['weights'], -1)
        self.net = nn.Sequential(*Builder(job, weights).modules).to(self.device).train()
        self.training = job['task'] == 'training'
        if self.training:
            self.loss = loss_of(job['loss'])
            self.optimizer = optimizer_of(self.net, job['optimizer'])
        else:
            self.net.requires_grad_(False)
        tensors = [torch.from_numpy(array).to(self.device) for array in (x, t.argmax(1), t)]
        self.batches = list(zip(*(tensor.split(job['batch']) for tensor in tensors)))
        self.steps = 0
        if self.device.type == 'cuda':
            return {'note': torch.cuda.get_device_name(self.device)}
        return {'note': 'MKL' if torch.backends.mkl.is_available() else blas.in_words()}

    def step(self):
        x, labels, targets = self.batches[self.steps % len(self.batches)]
        self.steps += 1
        if not self.training:
            return self.input_gradient(x)
        self.optimizer.zero_grad()
        loss = self.loss(self.net(x), labels, targets)
        loss.backward()
        self.optimizer.step()
        return loss

    def input_gradient(self, x):
        """Forward, and back to the input, from the first logit."""
        logit = self.net(x.requires_grad_(True))[:, 0].sum()
        (self.gradient,) = torch.autograd.grad(logit, x)
        return logit

    def run(self, steps):
        started = time.perf_counter()
        for _ in range(steps):
            loss = self.step()
        value = loss.item()  # waits for a GPU
        if self.device.type == 'cuda':
            torch.cuda.synchronize()
        ms = 1000 * (time.perf_counter() - started)
        return {'ms': ms, 'loss': value if self.training else self.gradient.abs().sum(dtype=torch.float64).item()}


if __name__ == '__main__':
    serve(Entrant())
